"""The words of the domain: items, users, events, requests, answers. Validated once, at the edge."""

from __future__ import annotations

import math
import time as clock
import unicodedata
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

MAX_ID = 512
"""Longest id, characters."""
MAX_TEXT = 2_000_000
"""Longest text of an item, an event or a request, characters. The settings bound what is read of it."""
TOMORROW = 86_400.0
"""How far ahead of this clock others' may run, seconds."""
MAX_QUERY = 1_000
"""Longest search, characters."""
MAX_K = 1_000
"""Longest list that one request may ask for."""


def _clean_id(value: str) -> str:
    """Ids are compared as given but for Unicode form; anything printable is allowed, `/` too."""
    value = unicodedata.normalize("NFC", value)
    if not value.strip():
        raise ValueError("an id holds at least one visible character")
    if not value.isprintable():
        raise ValueError("an id holds printable characters only (no line breaks, NUL or other control codes)")
    return value


def _no_nul(value: str) -> str:
    """Databases and terminals choke on NUL, which carries no meaning in a text."""
    return value.replace("\x00", " ")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Numbers that a column cannot hold are refused at the door, not when the catalogue is next loaded."""
    for name, value in values.items():
        for number in value if isinstance(value, list) else [value]:
            if isinstance(number, int | float) and not abs(number) < 1e300:
                raise ValueError(
                    f"the attribute '{name}' holds {str(number)[:20]}, which is no usable number"
                )
    return values


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"a finite number is expected, not {value}")
    return value


Id = Annotated[str, Field(min_length=1, max_length=MAX_ID), AfterValidator(_clean_id)]
Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_no_nul)]
Finite = Annotated[float, AfterValidator(_finite)]
Seconds = Annotated[float, Field(ge=0, le=253_402_300_799), AfterValidator(_finite)]
"""Seconds since 1970-01-01 UTC."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


AnyRecord = TypeVar("AnyRecord", bound=_Record)


def trusted(kind: type[AnyRecord], /, **fields: Any) -> AnyRecord:
    """A record of values known to be right: nothing is checked, and no default is filled in.

    It takes a third of the time of `model_construct`, and an answer is made of dozens of records.

    Args:
        kind: Its class.
        **fields: Every field.
    """
    made = kind.__new__(kind)
    _set(made, "__dict__", fields)
    _set(made, "__pydantic_fields_set__", set(fields))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


_set = object.__setattr__  # pydantic's own looks up whether a name is a field


class Translation(_Record):
    """An item's title and text in one more language."""

    title: Text = ""
    text: Text = ""


class Item(_Record):
    """Something that can be recommended."""

    id: Id
    title: Text = ""
    text: Text = ""
    """What is said of the item: description, synopsis, lyrics, body."""
    tags: list[Text] = []
    category: Text = ""
    attributes: Annotated[dict[str, Any], AfterValidator(_plain)] = {}
    """Anything to filter or boost by: numbers, strings, booleans, lists of them."""
    language: Text = ""
    """ISO 639-1 code of `title` and `text`; empty: detected."""
    translations: dict[str, Translation] = {}
    """ISO 639-1 code -> the same item in that language."""
    aliases: list[Text] = []
    """Other names people call it by, the original title among them."""
    image: Text = ""
    audio: Text = ""
    time: Seconds | None = None
    """When it was published or first offered."""
    available: bool = True

    def names(self) -> list[str]:
        """Every name the item goes by, the title first."""
        names = [self.title, *(t.title for t in self.translations.values()), *self.aliases]
        return list(dict.fromkeys(name for name in names if name))

    def titled(self, language: str) -> str:
        """The title in `language` where there is one, else the title, else the id."""
        translation = self.translations.get(language)
        return (translation.title if translation else "") or self.title or self.id


class User(_Record):
    """A person: an id with optional traits. Nothing learnt is kept here."""

    id: Id
    traits: dict[str, str | float | bool] = {}
    """Country, age band, ...: what a segment is made of."""
    text: Text = ""
    """What the user says of themselves."""
    consents: dict[str, bool] = {}


class Event(_Record):
    """One thing that happened. `id` makes it idempotent: the same id twice is stored once."""

    id: Id | None = None
    user: Id
    item: Id | None = None
    kind: Id
    value: Finite | None = None
    """Stars of a rating, seconds watched, quantity: as the kind means it."""
    time: Seconds = Field(default_factory=clock.time)
    text: Text = ""
    """Words that came with it: a review, a query, a comment."""
    session: Text = ""
    context: dict[str, Any] = {}
    request: Id | None = None
    """Request id of the answer in which the item was shown."""
    synthetic: bool = False
    """Made by a simulator: never part of an evaluation."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        """What an import puts into quarantine is refused here too, so that an export can be read back."""
        if self.item is None and not self.text.strip():
            raise ValueError("an event names an item, or carries words, or both")
        if self.kind == "rate" and (self.value is None or self.value < 0):
            raise ValueError("a `rate` event has its stars, 0 or more, as `value`")
        if self.time > clock.time() + TOMORROW:
            raise ValueError("an event has happened: its time lies at most a day ahead of this clock")
        return self


class Impression(_Record):
    """One item shown at one place of one answer."""

    request: Id
    position: int
    item: Id
    user: Id | None = None
    time: Seconds
    pipeline: str
    version: str
    """Snapshot of the models that answered."""
    score: Finite
    propensity: Annotated[float, Field(gt=0, le=1)] = 1.0
    """Probability with which the policy put the item there."""
    experiment: str = ""
    """Experiment that chose the pipeline; empty: none."""


class Boost(_Record):
    """Adds `by` to the score of every item that passes `filter`."""

    filter: dict[str, Any]
    by: Annotated[float, Field(ge=-1e6, le=1e6), AfterValidator(_finite)]


class HistoryEntry(_Record):
    """One event of a history that is sent with the request instead of being looked up."""

    item: Id
    kind: Id = "like"
    value: Finite | None = None
    time: Seconds | None = None


class Request(_Record):
    """What somebody asks for: for a user, a history, a sentence, or any mixture of them."""

    user: Id | None = None
    history: list[HistoryEntry] = Field(default=[], max_length=1000)
    text: Text = ""
    query: Annotated[Text, Field(max_length=MAX_QUERY)] = ""
    """Words of a search: matched as they stand, not read for wishes; what they name may be found."""
    item: Id | None = None
    """Ask for items like this one."""
    k: Annotated[int, Field(ge=1, le=MAX_K)] = 10
    offset: Annotated[int, Field(ge=0, le=10_000)] = 0
    filter: dict[str, Any] = {}
    boost: list[Boost] = Field(default=[], max_length=100)
    exclude: list[Id] = Field(default=[], max_length=10_000)
    pin: list[Id] = Field(default=[], max_length=100)
    """Items to place first, in this order."""
    pipeline: str = "home"
    context: dict[str, Any] = {}
    language: Text = ""
    """Language of titles and reasons; empty: that of `text`, else English."""
    explain: bool = False
    """Add the full split of each score and the milliseconds of each step."""
    reword: bool = False
    """Have the language model say the reasons of each item in one sentence, `words`."""
    deadline_ms: Annotated[float, Field(gt=0), AfterValidator(_finite)] | None = None
    """Milliseconds the answer may take; steps it can do without are left out where they would take longer."""
    now: Seconds | None = None
    """Time at which the answer is given; default: now."""


class Reason(_Record):
    """One signed term of a score: `value` is in the score's own unit."""

    kind: Literal["history", "word", "popular", "recent", "feature", "boost", "order"]
    source: str
    """The model (or rule) whose term this is."""
    value: float
    """0 for `order`: the language model moves an item, it scores none."""
    about: str = ""
    """The history item's id, the word, or the place that the language model moved the item from."""
    text: str = ""
    """The reason in words, in the language of the answer."""


class Recommended(_Record):
    """One item of an answer."""

    id: str
    title: str
    score: float
    reasons: list[Reason] = []
    """The strongest positive terms; with `explain`, every term: they add up to `score`."""
    propensity: float = 1.0
    """Probability with which the item got its place: below 1 where exploration drew, or could have."""
    words: str = ""
    """The reasons in one sentence, where the request wants that; nothing that `reasons` do not say."""


class Named(_Record):
    """An item that a text names."""

    id: str
    name: str
    weight: float
    """How much is said for, or against, it: 1 clearly, .5 it is only mentioned."""


class Understood(_Record):
    """What was understood of a request's text."""

    language: str
    likes: list[Named]
    dislikes: list[Named]
    avoid: list[str]
    """Unwanted words."""
    words: str
    """What is matched with the items' texts."""
    filter: dict[str, Any] = {}
    """What was bound, in the filter language."""
    more: list[str] = []
    """Words, or columns, of which there should be more."""
    less: list[str] = []


class Step(_Record):
    """One step of the request path and the time it took."""

    name: str
    ms: float


class Recommendation(_Record):
    """An answer: the ranked list and how it came about."""

    request: str
    pipeline: str
    """By which the list was made: in an experiment that of the user's arm."""
    version: str
    items: list[Recommended]
    experiment: str = ""
    """The experiment that the answer is part of; empty: none."""
    wish: Understood | None = None
    notes: list[str] = []
    """What the caller should know: unknown user, fewer items than asked for, ..."""
    trace: list[Step] = []


CallOutcome = Literal["open", "ok", "failed", "refused", "kept"]
"""Of a call: under way (or its process died), answered, sent in vain, not sent, remembered instead."""


class Call(NamedTuple):
    """A call of a language model, or several of one day that were not sent."""

    time: float
    """Seconds since 1970."""
    purpose: str
    model: str
    outcome: CallOutcome
    input: int = 0
    """Tokens."""
    cached_input: int = 0
    output: int = 0
    cost: int = 0
    """Billionths of the currency."""
    ms: float = 0.0
    calls: int = 1


class Reserved(NamedTuple):
    """What became of the wish to make a call."""

    number: int | None
    """Of its row; None: a limit forbids it."""
    day: int
    """What the day's calls cost so far, without this one, in billionths."""
    purpose: int
    """The same of the purpose's calls."""
