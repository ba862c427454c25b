from __future__ import annotations

from pathlib import Path

import pytest

from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.engine.tagging import FEWEST, Tagging
from wellread.language.lexical import LexicalEncoder
from wellread.settings import Content, Language

KINDS = {
    "space": "rocket orbit crew astronaut planet signal",
    "farm": "horse barn harvest field tractor cow",
    "court": "judge lawyer verdict trial jury witness",
}
NAMES = list(KINDS)


def film(number: int, tags: bool = True, category: bool = True) -> Item:
    """A film of one of three kinds, with four of its words."""
    kind = NAMES[number % 3]
    words = KINDS[kind].split()
    text = " ".join(words[(number + shift) % len(words)] for shift in range(4))
    return Item(
        id=f"f{number}", title=f"Film {number}", text=text, tags=[kind] if tags else [],
        category=kind.upper() if category else "",
    )  # fmt: skip


def fitted(items: list[Item]) -> tuple[Catalogue, Tagging, list[tuple[int, Item]]]:
    catalogue, pairs = Catalogue.of(items, LexicalEncoder(Language())), list(enumerate(items))
    return catalogue, Tagging.fit(pairs, catalogue, Content(), Language()), pairs


KNOWN = [film(number) for number in range(2 * FEWEST)]
BARE = [film(number, tags=False, category=False) for number in range(2 * FEWEST, 2 * FEWEST + 9)]


def test_items_without_tags_and_category_are_given_those_of_their_like() -> None:
    catalogue, tagging, pairs = fitted(KNOWN + BARE)
    truth = [NAMES[int(item.id[1:]) % 3] for item in BARE]
    assert tagging.tags_of(pairs, catalogue) == [()] * len(KNOWN) + [(kind,) for kind in truth]
    assert tagging.categories_of(pairs, catalogue) == [""] * len(KNOWN) + [kind.upper() for kind in truth]


def test_items_that_come_later_are_read_too(tmp_path: Path) -> None:
    catalogue, tagging, _ = fitted(KNOWN)
    tagging.save(tmp_path)
    held = Tagging.load(tmp_path, Content(), Language())
    new = [(len(KNOWN) + index, item) for index, item in enumerate(BARE[:3])]
    catalogue.put(new)
    for own in (tagging, held):
        assert own.tags_of(new, catalogue) == [(NAMES[int(item.id[1:]) % 3],) for _, item in new]
        assert own.categories_of(new, catalogue) == [NAMES[int(item.id[1:]) % 3].upper() for _, item in new]


def test_without_tags_in_the_catalogue_key_phrases_stand_in() -> None:
    catalogue, tagging, pairs = fitted([item.model_copy(update={"tags": []}) for item in KNOWN])
    found = tagging.tags_of(pairs, catalogue)
    assert all(found)
    assert {*" ".join(found[0]).split()} <= {*KINDS["space"].split()}


def test_what_says_nothing_is_given_nothing() -> None:
    silent = Item(id="x")
    gone = Item(id="y", available=False)
    catalogue, tagging, pairs = fitted([*KNOWN, silent, gone])
    assert tagging.tags_of(pairs[-2:], catalogue) == [(), ()]
    assert tagging.categories_of(pairs[-2:], catalogue) == ["", ""]


@pytest.mark.parametrize("items", [[], [film(0)], [film(0, tags=False, category=False)]])
def test_small_catalogues(items: list[Item]) -> None:
    catalogue, tagging, pairs = fitted(items)
    assert tagging.categories_of(pairs, catalogue) == [""] * len(items)
    assert tagging.tags_of(pairs, catalogue) == [()] * len(items)
