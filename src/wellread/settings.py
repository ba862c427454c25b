"""`wellread.toml`: every key typed, documented and overridable by `WELLREAD_<SECTION>_<KEY>`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeFloat,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    model_validator,
)
from pydantic import ValidationError as PydanticError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableVariable

from wellread.errors import SettingsError, nearest, wanted

FILE = "wellread.toml"
DATABASE = "wellread.db"
"""The record in a workspace whose `database.url` names no other."""
PREFIX = "WELLREAD_"
NOT_KEYS = {"WELLREAD_WORKSPACE"}
"""Variables of ours that are no settings: the command line's default for --workspace."""
NAMED = (f"{PREFIX}PIPELINES_", f"{PREFIX}EXPERIMENTS_")
"""Beginnings of variables that go on with a name of the deployment's own."""

Share = Annotated[float, Field(ge=0, le=1)]
SimilarityName = Literal["cosine", "euclidean", "pearson", "jaccard"]
SourceName = Literal[
    "popular",
    "trending",
    "latest",
    "item_to_item",
    "next_item",
    "content",
    "words",
    "meaning",
    "titles",
    "user_to_user",
    "graph",
]
RankerName = Literal["learnt", "trees", "weighted", "reciprocal_rank"]
LEARNT = {"learnt", "trees"}
"""Rankers that are fitted."""
SOURCES: tuple[SourceName, ...] = get_args(SourceName)


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


class Database(_Section):
    """Where the record is kept."""

    url: str = ""
    """URL of SQLite or of PostgreSQL, `postgresql://user:password@host/database` (extra `postgres`); empty:
    `wellread.db` in the workspace."""
    busy_timeout: PositiveFloat = 5.0
    """Seconds to wait for another process's lock before giving up."""


class Server(_Section):
    """The HTTP server."""

    host: str = "127.0.0.1"
    """Address to listen on; anything but loopback needs an API key."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8765
    api_key: SecretStr = SecretStr("")
    """A key for everything, beside those of `wellread keys`. Without any key: open, on loopback only."""
    max_body: PositiveInt = 8_000_000
    """Largest request body, bytes."""
    workers: PositiveInt = 1
    """Processes that answer."""
    rate_limit: NonNegativeFloat = 0.0
    """Requests a second that each key, or each address without one, may ask of a worker; 0: any number."""
    waiting: PositiveInt = 500
    """Requests that a worker takes on at a time; more are refused with 503."""
    connections: PositiveInt = 2_000
    """Connections that a worker keeps open; more are refused."""
    timeout: PositiveFloat = 10.0
    """Seconds within which a client sends its whole request, and after which an idle connection is closed."""
    drain: PositiveFloat = 30.0
    """Seconds that requests under way get to end after a signal to stop."""
    log: Literal["json", "text"] = "json"
    """How the lines of log are written."""


KIND_WEIGHTS = {
    "view": 0.3, "click": 0.5, "play": 0.5, "like": 1.0, "save": 1.0, "cart": 1.0, "purchase": 1.0,
    "share": 1.0, "review": 0.5, "search": 0.5, "skip": -0.3, "hide": -1.0, "dislike": -1.0,
}  # fmt: skip


class Noise(_Section):
    """Which events the models believe less. Nobody's own profile is touched, and nothing is deleted."""

    weigh: bool = True
    """Weigh down what is listed below."""
    events_a_day: PositiveInt = 2_000
    """Nobody who stays below this is taken for a machine by speed, however calm everybody else is."""
    choices: PositiveInt = 100
    """Different items after which a person is taken for a machine if no item is likelier than another."""
    repeat_minutes: PositiveFloat = 30.0
    """The n-th time within which somebody says the same of an item counts 1 / n."""


class Events(_Section):
    """What an event says about a taste, and how it fades."""

    weights: Annotated[dict[str, float], AfterValidator(lambda given: KIND_WEIGHTS | given)] = KIND_WEIGHTS
    """Signed weight of each kind of event; negative: against the item. Kinds not named keep theirs."""
    default_weight: float = 0.5
    """Weight of a kind that `weights` does not name."""
    rating_neutral: float = 1.5
    """Stars of a `rate` event that say neither yes nor no."""
    rating_high: float = 5.0
    """Stars that weigh 1."""
    half_life_days: PositiveFloat = 365.0
    """Days after which an event counts half in the profile."""
    history: PositiveInt = 50
    """How many of the items of a user's latest events make the profile."""
    seen: PositiveInt = 2_000
    """How many of a user's latest events are looked up: what is not to be shown again."""
    unknown_items: Literal["refuse", "create"] = "refuse"
    """What an event over HTTP about an unknown item does; files always create the item."""
    noise: Noise = Noise()

    @model_validator(mode="after")
    def _stars_apart(self) -> Self:
        if self.rating_high <= self.rating_neutral:
            raise ValueError(f"rating_high above rating_neutral, not {self.rating_high}")
        return self


class Language(_Section):
    """How texts are read. Each step can be switched off; `wellread doctor --text` shows each one's effect."""

    strip_markup: bool = True
    """Remove HTML tags, entities, URLs and control characters."""
    stop_words: bool = True
    """Drop words that carry no topic ("the", "的")."""
    stem: bool = True
    """Cut inflections ("films" -> "film") in languages that have a Snowball stemmer."""
    bigrams: bool = True
    """Add pairs of neighbouring words as features."""
    max_chars: PositiveInt = 20_000
    """How much of one text is read."""
    typo_similarity: Annotated[float, Field(ge=50, le=100)] = 86.0
    """Least likeness, percent, of a misspelt title to the title."""


class Encoder(_Section):
    """What reads texts beside the words themselves. The lexical encoder is always there."""

    kind: Literal["lexical", "static", "transformer", "endpoint"] = "lexical"
    """`lexical`: words alone; `static`: a folder of token vectors; `transformer`: a checkpoint of
    sentence-transformers or transformers (extra `torch`); `endpoint`: any OpenAI-compatible `/v1/embeddings`
    (extra `llm`)."""
    model: str = ""
    """Folder, name on the hub, or what the endpoint calls the model."""
    url: str = ""
    """Base URL of the endpoint, such as `https://api.openai.com/v1`."""
    api_key: SecretStr = SecretStr("")
    share: Share | None = None
    """Weight of the vectors in how alike two items are, the words' is the rest; absent: chosen when fitting,
    on people's choices of items that are set apart for that."""
    timeout: PositiveFloat = 1.0
    """Seconds within which the words of a request are encoded; else the answer goes by words alone."""
    batch: PositiveInt = 64
    """Texts encoded at a time."""
    max_tokens: PositiveInt = 128
    """How much of a text a transformer reads, tokens."""


class Writer(_Section):
    """The language model that writes. Without one rules and templates do what they can."""

    kind: Literal["none", "endpoint", "local"] = "none"
    """`endpoint`: any OpenAI-compatible `/v1/chat/completions` (extra `llm`); `local`: a causal language
    model of transformers (extra `torch`)."""
    model: str = ""
    """What the endpoint calls the model; for `local` a folder or a name on the hub."""
    url: str = ""
    """Base URL of the endpoint, such as `https://api.openai.com/v1`."""
    api_key: SecretStr = SecretStr("")
    timeout: PositiveFloat = 10.0
    """Seconds within which one call must end, unless the request's deadline comes first."""
    max_tokens: PositiveInt = 600
    """Tokens that one call may write."""
    temperature: NonNegativeFloat = 0.0
    json_schema: bool = True
    """Send the schema of the answer; off: for endpoints that refuse `response_format`."""


class Price(_Section):
    """What a model costs for a million tokens, in the currency of the budget."""

    input: NonNegativeFloat = 0.0
    cached_input: NonNegativeFloat | None = None
    """Input tokens that the endpoint had cached; absent: as other input."""
    output: NonNegativeFloat = 0.0


LADDER = {
    "rerank": 0.7, "reword": 0.7, "summary": 0.8, "describe": 0.9, "tags": 0.9, "wish": 1.0, "chat": 1.0,
    "embed": 1.0,
}  # fmt: skip


class Budget(_Section):
    """What language models may cost. A call that could go beyond a limit is not sent."""

    currency: str = "USD"
    prices: dict[str, Price] = {}
    """Model -> its price; a model that is not named costs nothing."""
    priced: str = ""
    """Date of the prices, for the reports."""
    call: NonNegativeFloat | None = None
    """Most that one call may cost; absent: no limit."""
    day: NonNegativeFloat | None = None
    """Most that all calls of a day (UTC) may cost; absent: no limit."""
    purposes: dict[str, NonNegativeFloat] = {}
    """Purpose -> most that its calls of a day may cost; a purpose not named has the day's."""
    ladder: Annotated[dict[str, Share], AfterValidator(lambda given: LADDER | given)] = LADDER
    """Purpose -> share of the day's money that may be spent before it is given up, what matters least
    first."""
    failures: PositiveInt = 5
    """Failed calls in a row after which a model is left alone for a while."""
    rest: PositiveFloat = 30.0
    """Seconds for which it is left alone."""


class Reading(_Section):
    """What is read out of texts beside their words."""

    sentiment: bool = True
    """Whether reviews are read for how content people are: a feature of rankers."""
    tags: bool = True
    """Whether items without tags or category are given some, read from their texts."""
    summaries: NonNegativeFloat = 0.0
    """Summarise a person's history after so many new events; 0: never."""


class Neighbourhood(_Section):
    """Hyper-parameters of the neighbourhood ridge (`item_to_item`, `next_item`)."""

    neighbours: PositiveInt = 100
    """Size m of an item's neighbourhood N(j)."""
    ridge: PositiveFloat = 200.0
    """Lambda: added to the diagonal of the Gram matrix."""
    text_prior: NonNegativeFloat = 3.0
    """Mu of an item with much behaviour: how far weights are drawn to the texts' similarity."""
    text_prior_cold: NonNegativeFloat = 10.0
    """Mu of an item that nobody has touched."""
    text_prior_half: PositiveFloat = 1.0
    """Number of events of an item at which mu is halfway between the two."""
    fade: NonNegativeFloat = 0.75
    """A profile's event counts (1 + what was chosen after it)^-fade; 0: all count alike."""
    window: PositiveInt = 50
    """How many latest events of a profile are scored."""
    memory: PositiveFloat = 1.0
    """GiB that the sums may take; where they would take more, those that tell least are left out."""


class NextItem(Neighbourhood):
    """Hyper-parameters of `next_item`: transitions instead of co-consumption."""

    ridge: PositiveFloat = 300.0
    text_prior: NonNegativeFloat = 2.0
    text_prior_cold: NonNegativeFloat = 5.0
    decay: Share = 0.8
    """Weight of a transition from the event before the last, relative to one from the last."""
    reach: PositiveInt = 20
    """How many events back a transition reaches."""
    backward: Share = 0.2
    """Weight of a transition read backwards: order says something, but not everything."""
    half_life_days: PositiveFloat = 1000.0
    """Days after which a transition counts half: what follows what changes more than what goes with what."""


class Content(_Section):
    """Hyper-parameters of `content` and `words`."""

    similarity: SimilarityName = "cosine"
    """How the texts of two items, or of words and an item, are compared."""
    neighbours: PositiveInt = 50
    """How many most similar items are kept for each item."""
    fade: NonNegativeFloat = 0.75
    """A profile's event counts (1 + what was chosen after it)^-fade; 0: all count alike."""
    window: PositiveInt = 50
    """How many latest events of a profile are scored."""


class Popular(_Section):
    """Hyper-parameters of `popular`."""

    half_life_days: PositiveFloat = 180.0
    """Days after which an event counts half."""
    segment: str = ""
    """User trait whose groups get their own popularity ("country"); empty: none."""
    segment_strength: PositiveFloat = 20.0
    """Events a group needs before its own counts weigh as much as everybody's."""


class Trending(Popular):
    """Hyper-parameters of `trending`: `popular` over a shorter time."""

    half_life_days: PositiveFloat = 14.0
    """Days after which an event counts half."""


class UserToUser(_Section):
    """Hyper-parameters of `user_to_user`."""

    neighbours: PositiveInt = 200
    """How many of the histories most like a profile vote."""
    shrink: NonNegativeFloat = 10.0
    """Added to what the cosine divides by: few items in common are no close likeness."""
    damping: Share = 0.2
    """Power of an item's count by which its votes are divided; 1 would rank the rarest first."""
    fade: NonNegativeFloat = 0.75
    """A profile's event counts (1 + what was chosen after it)^-fade; 0: all count alike."""
    window: PositiveInt = 50
    """How many latest events of a profile are scored."""


class Graph(_Section):
    """Hyper-parameters of `graph`."""

    shrink: PositiveFloat = 20.0
    """Added to each item's count: an edge between items that few people chose says little."""
    low_pass: NonNegativeFloat = 0.3
    """Weight of the low-pass filter beside the linear one. More suits dense behaviour; 0 is fast to fit."""
    rank: PositiveInt = 128
    """How many eigenvectors the low-pass filter keeps."""
    text_prior: NonNegativeFloat = 1.0
    """How many shared histories a text likeness of 1 counts as, for an item with much behaviour."""
    text_prior_cold: NonNegativeFloat = 4.0
    """The same for an item that nobody has touched."""
    fade: NonNegativeFloat = 0.75
    """A profile's event counts (1 + what was chosen after it)^-fade; 0: all count alike."""
    window: PositiveInt = 50
    """How many latest events of a profile are scored."""


class Latest(_Section):
    """Hyper-parameters of `latest`."""

    half_life_days: PositiveFloat = 30.0
    """Days after which an item counts as half as new."""


class Models(_Section):
    """The models and what bounds them."""

    item_to_item: Neighbourhood = Neighbourhood()
    next_item: NextItem = NextItem()
    content: Content = Content()
    popular: Popular = Popular()
    trending: Trending = Trending()
    latest: Latest = Latest()
    user_to_user: UserToUser = UserToUser()
    graph: Graph = Graph()
    max_history: PositiveInt = 500
    """Latest events per user that are learnt from."""
    keep: PositiveInt = 3
    """Snapshots kept for `wellread fit --rollback`."""


class Learner(_Section):
    """How the models follow the log while a server runs."""

    enabled: bool = True
    """Whether `wellread serve` starts a learner; off: run `wellread learn --follow` elsewhere, or fit."""
    every: PositiveFloat = 1.0
    """Seconds between two looks at the log, at least."""
    share: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Share of the time that goes into solving rows again, where more are waiting than can be solved."""
    refit: NonNegativeFloat = 2.0
    """Fit anew once there are this many times the events or the items of the last fit; 0: never."""
    rankers: bool = True
    """Whether learnt rankers follow what people choose from the lists they are shown."""


class Exploration(_Section):
    """One place of the list that shows, now and then, an item drawn from those ranked behind the list."""

    probability: Share = 0.0
    """How often; 0: never."""
    place: PositiveInt = 5
    """Which place, from 1; pinned items keep theirs."""
    pool: PositiveInt = 20
    """How many of the next best items are drawn from, all equally likely."""


class Cap(_Section):
    """At most `most` items of an answer may share a value of `field`."""

    field: str
    most: PositiveInt


class Rerank(_Section):
    """Has the language model order the top of the list anew."""

    top: Annotated[int, Field(ge=0, le=100)] = 0
    """How many of the first items; 0: off. 20 is usual."""
    orders: PositiveInt = 2
    """How many shuffled orders the model is shown: it favours what stands first."""
    weight: Share = 0.5
    """Of its order against the list's own."""
    timeout: PositiveFloat = 2.0
    """Seconds it may take, unless the request's deadline comes first."""


class Pipeline(_Section):
    """One placement: which sources propose, how their scores are joined, which rules hold."""

    sources: dict[SourceName, NonNegativeFloat] = {
        "item_to_item": 1.0, "next_item": 0.5, "content": 0.2, "words": 2.5, "meaning": 1.0,
        "popular": 0.5, "trending": 0.1, "latest": 0.02,
    }  # fmt: skip
    """Source -> weight of its score, in units of the source's usual spread."""
    ranker: RankerName = "learnt"
    """`learnt`: weights of sources and features that foretold best what people chose next; `trees`: LightGBM
    (extra `trees`); `weighted`: the weights above, used too where there is little to learn from;
    `reciprocal_rank`: joins ranks instead of scores, used until there is behaviour at all."""
    candidates: PositiveInt = 300
    """How many items each source proposes, at least; as many as are asked for if that is more."""
    filter: dict[str, Any] = {}
    """Only items that pass are shown."""
    exclude_kinds: list[str] | None = None
    """Items the user has such events with are not shown; absent: any kind but `search`. [] shows all."""
    cap: list[Cap] = []
    """At most `most` items with the same value of `field`: `[[pipelines.NAME.cap]]`."""
    diversity: Share = 0.0
    """0: by score alone; 1: by difference from what is already in the list alone (MMR)."""
    explore: Exploration = Exploration()
    read: Literal["rules", "model"] = "rules"
    """Who understands a request's text: rules alone, or the language model where rules leave something
    over."""
    rerank: Rerank = Rerank()


class Experiment(_Section):
    """Answers a pipeline's requests by other pipelines for fixed shares of the users."""

    pipeline: str = "home"
    """The pipeline that requests name."""
    arms: Annotated[dict[str, PositiveFloat], Field(min_length=1)]
    """Pipeline -> its share of the users; shares are divided by their sum."""


class Settings(BaseSettings):
    """Everything a deployment decides."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="_", env_nested_max_split=1, extra="forbid",
        use_attribute_docstrings=True, nested_model_default_partial_update=True,
    )  # fmt: skip

    database: Database = Database()
    server: Server = Server()
    events: Events = Events()
    language: Language = Language()
    encoder: Encoder = Encoder()
    writer: Writer = Writer()
    budget: Budget = Budget()
    reading: Reading = Reading()
    models: Models = Models()
    learner: Learner = Learner()
    pipelines: dict[str, Pipeline] = {}
    experiments: dict[str, Experiment] = {}

    @model_validator(mode="after")
    def _experiments_apart(self) -> Self:
        known, taken = self.pipeline_names(), dict[str, str]()
        for name, own in sorted(self.experiments.items()):
            for named in (own.pipeline, *own.arms):
                if named not in known:
                    raise SettingsError(
                        f"the experiment '{name}' names the pipeline '{named}'{nearest(named, known)}",
                        f"one of {', '.join(known)}",
                        f"Rename it, or add [pipelines.{named}].",
                    )
            if own.pipeline in taken:
                raise SettingsError(
                    f"the experiments '{taken[own.pipeline]}' and '{name}' both divide '{own.pipeline}'",
                    "at most one experiment on a pipeline",
                    "End one of them, or let its requests name another pipeline.",
                )
            taken[own.pipeline] = name
        return self

    def pipeline(self, name: str) -> Pipeline | None:
        """The pipeline called `name`: from the settings, else built in, else None.

        Without vectors there is no `meaning` to weigh.
        """
        found = self.pipelines.get(name) or BUILT_IN.get(name)
        if found is None or self.encoder.kind != "lexical" or "meaning" not in found.sources:
            return found
        kept = {source: weight for source, weight in found.sources.items() if source != "meaning"}
        return found.model_copy(update={"sources": kept})

    def pipeline_names(self) -> list[str]:
        """Every name that `pipeline` knows."""
        return sorted({*self.pipelines, *BUILT_IN})

    def sources(self) -> list[SourceName]:
        """The models that some pipeline gives weight, in the order of `SOURCES`: these are fitted."""
        pipelines = [own for name in self.pipeline_names() if (own := self.pipeline(name))]
        used = {source for own in pipelines for source, weight in own.sources.items() if weight > 0}
        return [source for source in SOURCES if source in used]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return env_settings, init_settings


BUILT_IN = {
    "home": Pipeline(diversity=0.1),
    "similar": Pipeline(sources={"item_to_item": 1.0, "content": 1.0}, ranker="weighted", exclude_kinds=[]),
    "search": Pipeline(
        sources={"titles": 4.0, "words": 1.0, "meaning": 0.5, "item_to_item": 0.2},
        ranker="weighted",
        exclude_kinds=[],
    ),
}
"""Pipelines that exist without being named in the settings."""


def load(folder: Path | None) -> Settings:
    """Read the settings of the workspace at `folder` (None: defaults), then the environment.

    Raises:
        SettingsError: bad TOML, an unknown key, a value of the wrong type or out of range.
    """
    path = folder / FILE if folder else None
    values = _read_toml(path) if path and path.exists() else {}
    _refuse_unknown_variables()
    try:
        return Settings(**values)
    except PydanticError as error:
        raise _explain(error, path) from None
    except UnreadableVariable as error:
        raise SettingsError(
            f"an environment variable cannot be read: {error}",
            'JSON, such as {"neighbours": 30}',
            f"Correct or unset the {PREFIX} variable of that section.",
        ) from None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} is not valid TOML: {error}",
            "TOML in UTF-8",
            "Mend the line named above; strings need quotes, sections look like [server].",
        ) from None
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read: {error.strerror}", "a readable file", "Check its permissions."
        ) from None


def _known_variables() -> Iterator[str]:
    for section, field in Settings.model_fields.items():
        yield f"{PREFIX}{section.upper()}"
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (f"{PREFIX}{section.upper()}_{key.upper()}" for key in kind.model_fields)


def _refuse_unknown_variables() -> None:
    known = set(_known_variables())
    for name in os.environ:
        free = not name.startswith(PREFIX) or name.startswith(NAMED)
        if not free and name not in known | NOT_KEYS:
            raise SettingsError(
                f"environment variable {name} names no setting{nearest(name, known)}",
                f"{PREFIX}<SECTION>_<KEY>",
                "Rename or unset it.",
            )


def _explain(error: PydanticError, file: Path | None) -> SettingsError:
    """Turn one of pydantic's complaints into ours: an unknown key, with the nearest known one, first."""
    found = error.errors(include_url=False, include_context=False)
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    path, where = ".".join(str(part) for part in first["loc"]), _origin(first["loc"], file)
    if first["type"] == "extra_forbidden":
        known = _keys_at(first["loc"][:-1])
        return SettingsError(
            f"unknown key '{path}' in {where}{nearest(str(first['loc'][-1]), known)}",
            f"one of {', '.join(sorted(known))}" if known else "a known key",
            "Rename or remove it.",
        )
    if first["loc"][-1] == "[key]":
        known = list(SOURCES)
        return SettingsError(
            f"unknown source '{first['input']}' in {where}{nearest(str(first['input']), known)}",
            f"one of {', '.join(known)}",
            "Rename or remove it.",
        )
    if path == "server" or "api_key" in first["loc"]:
        given = "a secret"
    else:
        plain = {"missing": "missing", "value_error": "contradictory"}
        given = plain.get(first["type"], repr(first["input"]))
    return SettingsError(f"'{path}' in {where} is {given}", wanted(first["msg"]), "Change the value.")


def _origin(path: tuple[int | str, ...], file: Path | None) -> str:
    """Where a value came from: the environment wins over the file."""
    names = ("_".join([PREFIX.rstrip("_"), *map(str, path[:depth])]).upper() for depth in (2, 1))
    variable = next((name for name in names if name in os.environ), None)
    return f"environment variable {variable}" if variable else str(file or "the environment")


def _keys_at(path: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand at `path`."""
    model: Any = Settings
    for part in path:
        field = getattr(model, "model_fields", {}).get(part)
        annotation = field.annotation if field else model
        args = [a for a in get_args(annotation) if isinstance(a, type) and issubclass(a, BaseModel)]
        model = args[-1] if args else annotation
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return list(model.model_fields)
