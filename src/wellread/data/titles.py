"""Titles as MovieLens writes them, put in order."""

from __future__ import annotations

import re
from typing import NamedTuple

_YEARS = re.compile(r"\s*\((\d{4})(?:[-–]\s*(?:\d{4})?)?\)\s*$")
_BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*$")
_ALSO = re.compile(r"^(?:a\.?k\.?a\.?|also known as)\s+", re.IGNORECASE)
_MOVED = re.compile(
    r"^(.+), (The|An?|L[aeo]|Les|L'|El|L[ao]s|Il|Gli|De[rnt]?|Die|Das|Een|Un[ae]?|Eine?|Os?)$"
)


class FilmTitle(NamedTuple):
    """A title taken apart."""

    title: str
    year: int | None
    aliases: list[str]


def film_title(given: str) -> FilmTitle:
    """Take "Name, The (a.k.a. Other) (Nom, Le) (1994)" apart: "The Name", 1994, ["Other", "Le Nom"]."""
    rest, year = given.strip(), None
    aliases: list[str] = []
    if found := _YEARS.search(rest):
        year, rest = int(found[1]), rest[: found.start()]
    while (found := _BRACKETS.search(rest)) and found.start():
        aliases.insert(0, _in_order(_ALSO.sub("", found[1].strip())))
        rest = rest[: found.start()]
    title = _in_order(rest)
    return FilmTitle(title, year, [name for name in dict.fromkeys(aliases) if name and name != title])


def _in_order(title: str) -> str:
    """The article that was moved to the end for sorting, back in front."""
    found = _MOVED.match(title)
    if not found:
        return title
    name, article = found.groups()
    return f"{article}{name}" if article.endswith("'") else f"{article} {name}"
