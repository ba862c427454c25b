"""Personal data on the way to a model outside, and back."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.language.privacy.scrub import Scrubbed, scrub
from wellread.language.writing.chat_model import Said

_SEPARATOR = "\n\ue001\n"
"""Stands between parts while they are scrubbed together."""
_LONGEST_PLACEHOLDER = 24


def scrubbed_parts(data: dict[str, str]) -> tuple[dict[str, str], Scrubbed]:
    """The parts without personal data; the same original has the same placeholder in all of them."""
    if not data:
        return {}, Scrubbed("")
    bare = [text.replace("\ue001", "") for text in data.values()]
    whole = scrub(_SEPARATOR.join(bare))
    return dict(zip(data, whole.text.split(_SEPARATOR), strict=True)), whole


def unbroken(pieces: Iterator[Said]) -> Iterator[Said]:
    """The pieces, cut so that no placeholder is in two of them."""
    held = ""
    for piece in pieces:
        text = held + piece.text
        at = text.rfind("[")
        broken = at >= 0 and "]" not in text[at:] and len(text) - at < _LONGEST_PLACEHOLDER
        held = text[at:] if broken else ""
        yield piece._replace(text=text[:at] if broken else text)
    if held:
        yield Said(held)
