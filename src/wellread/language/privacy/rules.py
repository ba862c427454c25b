"""A rule of de-identification: what kind of thing stands where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

Span = tuple[int, int]
_SEPARATORS = re.compile(r"[^0-9A-Za-z]+")


class Rule(NamedTuple):
    """Finds one kind of thing in the shadow of a text."""

    kind: str
    """Of the placeholder; empty: what it finds stays as it is, whatever other rules take it for."""
    find: Callable[[str], Iterable[Span]]


def where(kind: str, pattern: str, sure: Callable[[str], bool] | None = None, flags: int = re.I) -> Rule:
    """What `pattern` matches (its group `value` where it has one), if `sure` says so of the match.

    The patterns hold no nested repetition of what can match in two ways, so that time is linear in the text.
    """
    compiled = re.compile(pattern, re.ASCII | flags)
    group = "value" if "value" in compiled.groupindex else 0

    def find(text: str) -> Iterator[Span]:
        for match in compiled.finditer(text):
            if sure is None or sure(match[group]):
                yield match.span(group)

    return Rule(kind, find)


def joined(lines: str) -> str:
    """One alternation of patterns that stand in lines."""
    return "|".join(line.strip() for line in lines.strip().splitlines())


def digits(text: str) -> str:
    """The ASCII digits of `text`."""
    return "".join(char for char in text if char in "0123456789")


def bare(text: str) -> str:
    """Letters and digits without what stands between them."""
    return _SEPARATORS.sub("", text)
