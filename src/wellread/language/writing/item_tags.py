"""Tags as a language model reads them, kept where the catalogue has them or the text says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from wellread.domain import Item
from wellread.language.scripts import JOINED
from wellread.language.writing.writer import Prompt

MOST = 5
"""Tags that an item is given."""
CHARS = 2_000
"""How much of an item's text is sent, characters."""
_INSTRUCTIONS = """\
Give this item up to five tags: what it is about and what kind of thing it is. Take tags of the list where
they fit; others only if the text says them word for word. Answer as JSON: {"tags": ["..."]}"""


class Tags(BaseModel):
    """What a language model answers."""

    tags: list[str]


def prompt(item: Item, known: Sequence[str]) -> Prompt:
    """What is asked of an item.

    Args:
        item: It.
        known: Tags of the catalogue to choose from.
    """
    data = {"title": item.title, "text": item.text[:CHARS], "list of tags": ", ".join(known)}
    return Prompt("tags", "1", _INSTRUCTIONS, data, max_tokens=100, personal=False)


def verified(said: Iterable[str], item: Item, known: Iterable[str]) -> tuple[str, ...]:
    """The tags that the catalogue has, as it writes them, or that the item's own text says; no others."""
    spelt = {tag.casefold(): tag for tag in known}
    text = f"{item.title}\n{item.text}".casefold()
    found = [spelt.get(tag) or (tag if _says(text, tag) else "") for tag in (_plain(raw) for raw in said)]
    return tuple(dict.fromkeys(tag for tag in found if tag))[:MOST]


def _plain(tag: str) -> str:
    return " ".join(tag.casefold().strip("#\"'“”.,，。 ").split())


def _says(text: str, tag: str) -> bool:
    if not tag or len(tag) > 40:
        return False
    edge = "" if JOINED.search(tag) else r"\b"
    return re.search(edge + re.escape(tag) + edge, text) is not None
