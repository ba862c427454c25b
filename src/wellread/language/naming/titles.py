"""Names in the forms in which people write them: without year, article, subtitle, accents and punctuation."""

from __future__ import annotations

import re
from typing import NamedTuple

from wellread.language.fold import fold
from wellread.language.scripts import HAN, JOINED, MARKS
from wellread.language.word_set import word_set

_YEAR = re.compile(r"\s*[(\[]((?:18|19|20)\d\d)(?:\s?[-–]\s?(?:\d{4})?)?[)\]]\s*$")
_OTHER_NAME = re.compile(r"\s*\(([^()]*)\)\s*$")
_ALSO = re.compile(r"^(?:a\.?k\.?a\.?|also known as)\s*:?\s*", re.IGNORECASE)
_TRAILING_ARTICLE = re.compile(
    r",\s*(?:the|an?|le|la|les|l'|el|los|las|lo|il|gli|i|der|die|das|den|det|en|un|une|una|o|os|as)$",
    re.IGNORECASE,
)
_LEADING_ARTICLE = re.compile(
    r"^(?:(?:the|an?|le|la|les|el|los|las|il|der|das)\s+(?=\S)|l['’](?=\w))", re.IGNORECASE
)
_SUBTITLE = re.compile(rf"\s*:\s+|\s+[-–—]\s+|(?<=[{HAN}]):")
_TWO_SCRIPTS = re.compile(rf"^((?=[^A-Za-z]*[{HAN}])[^A-Za-z]+?)\s+([A-Za-z][^{HAN}]*)$")
_WORDS = re.compile(rf"(?:[^\W_]|[{MARKS}])+")
ARTICLES = word_set("the a an le la les l el los las il der das")
"""Words that a name may begin with or not."""


class Form(NamedTuple):
    """One way of writing a name."""

    key: str
    """Folded: "shawshank redemption"; scripts without spaces: "肖申克的救赎"."""
    year: int | None = None
    article: str = ""
    """The name's article, folded; it is not in the key."""
    short: bool = False
    """Only what stands before a subtitle: several items may share it."""


def name_key(text: str) -> tuple[str, str]:
    """The key of one name and the article cut off its front; the key is "" where nothing is left."""
    text = text.strip()
    bare = _LEADING_ARTICLE.sub("", text)
    words = _WORDS.findall(fold(bare).replace("&", " and ").replace("'", ""))
    return ("" if JOINED.search(bare) else " ").join(words), _article(text[: len(text) - len(bare)])


def forms(name: str) -> list[Form]:
    """Every form of a clean `name`, the fullest first, without repetitions.

    Understood: "Title (1995)", "Title, The (1995)", "Title (a.k.a. Other, The) (1995)", "中文名 Title",
    "One / Other", "Title: Subtitle" (its front too, if that is two words or three characters).
    """
    year, titles = _parts(name)
    found = [_form(title, year) for title in titles]
    found += [form for title in titles if (form := _short(title, year)) is not None]
    found = [form for form in found if form.key]
    return list({form.key: form for form in reversed(found)}.values())[::-1]


def _parts(name: str) -> tuple[int | None, list[str]]:
    """The year of "Title (Other) (1995)" and the names before it."""
    match = _YEAR.search(name)
    if match is None or not match.start():
        return None, _split(name)
    rest, others = name[: match.start()], list[str]()
    # Brackets hold other names only in this convention; "(2 pack)" of a product does not.
    while other := _OTHER_NAME.search(rest):
        others.append(_ALSO.sub("", other[1]))
        rest = rest[: other.start()]
    return int(match[1]), [part for title in [rest, *others] for part in _split(title)]


def _split(title: str) -> list[str]:
    """The names in "中文名 Title" and "One / Other"."""
    found: list[str] = []
    for part in title.split(" / "):
        both = _TWO_SCRIPTS.match(part.strip())
        found += both.groups() if both else [part.strip()]
    return found


def _form(title: str, year: int | None) -> Form:
    bare = _TRAILING_ARTICLE.sub("", title)
    key, article = name_key(bare)
    return Form(key, year, article or _article(title[len(bare) :]))


def _article(text: str) -> str:
    return fold(text).strip(" ,'")


def _short(title: str, year: int | None) -> Form | None:
    front, *rest = _SUBTITLE.split(title, maxsplit=1)
    form = _form(front, year)
    enough = " " in form.key or (JOINED.search(form.key) and len(form.key) > 2)
    return form._replace(short=True) if rest and enough else None
