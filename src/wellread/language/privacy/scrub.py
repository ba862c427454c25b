"""De-identification: what tells who somebody is, taken out of a text before it leaves the house.

Recognised by form, check digit or the word before it, in English, Chinese and mixtures: e-mail addresses,
telephone numbers, payment cards, IBANs, Chinese resident identity numbers, US social security numbers,
passports, IP and MAC addresses, credentials and tokens in URLs, keys and passwords, QQ and WeChat accounts.
Trade numbers, sizes, prices, years and versions stay. Names of people in running text are not recognised:
nothing in their form tells them from other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wellread.language.privacy.patterns import rules
from wellread.language.privacy.rules import Rule, Span
from wellread.language.privacy.shadow import shadow

KINDS = (
    "email", "phone", "card", "iban", "id", "ssn", "passport", "ip", "mac", "credentials", "token", "key",
    "qq", "wechat",
)  # fmt: skip
"""What placeholders are called."""
_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(KINDS)})-\d{{1,6}}\]")
_MASK = "\ue000"
"""In place of what was found: part of nothing that a rule matches."""
_PASSES = 4
"""Taking something out can bare what stood beside it; texts that need more were made for it."""


class Found(NamedTuple):
    """One piece of personal data."""

    kind: str
    """One of `KINDS`."""
    original: str
    """As it stood in the text."""
    placeholder: str
    """"[email-1]"; the same original has the same one."""


class Scrubbed(NamedTuple):
    """A text without personal data, and how to put it back; lives in memory only."""

    text: str
    found: tuple[Found, ...] = ()

    def restore(self, text: str) -> str:
        """`text` with every placeholder that stands for something replaced by that.

        Args:
            text: The scrubbed text, or what a model wrote of it.
        """
        originals = {found.placeholder: found.original for found in self.found}
        return _PLACEHOLDER.sub(lambda match: originals.get(match[0], match[0]), text)


def scrub(text: str) -> Scrubbed:
    """Replace personal data in `text` by typed placeholders.

    Time is linear in the text. Scrubbing twice is scrubbing once, and `restore` gives back exactly `text`.
    """
    spans = sorted(_spans(text))
    if not spans:
        return Scrubbed(text)
    taken = {match[0] for match in _PLACEHOLDER.finditer(text)}
    found: dict[tuple[str, str], Found] = {}
    counts = dict.fromkeys(KINDS, 0)
    pieces, at = [], 0
    for start, end, kind in spans:
        key = kind, text[start:end]
        if key not in found:
            placeholder = ""
            while not placeholder or placeholder in taken:
                counts[kind] += 1
                placeholder = f"[{kind}-{counts[kind]}]"
            found[key] = Found(kind, key[1], placeholder)
        pieces += [text[at:start], found[key].placeholder]
        at = end
    return Scrubbed("".join([*pieces, text[at:]]), tuple(found.values()))


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in `text` what stands; none overlap."""
    plain, places = shadow(text)
    plain = _PLACEHOLDER.sub(lambda match: _MASK * len(match[0]), plain)
    for _ in range(_PASSES):
        before, masked = plain, plain
        for rule in _rules():
            hits = list(rule.find(masked))
            if not hits:
                continue
            masked = _without(masked, hits)
            if rule.kind:
                plain = _without(plain, hits)
                yield from ((places[start], places[end - 1] + 1, rule.kind) for start, end in hits)
        if plain == before:
            return


def _without(text: str, spans: list[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], _MASK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


@lru_cache
def _rules() -> tuple[Rule, ...]:
    return rules()
