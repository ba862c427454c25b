"""Bounds and leans of wishes, from the sentence to the list."""

from __future__ import annotations

import pytest

from wellread.engine.workspace import Workspace


def years(shop: Workspace, ids: list[str]) -> list[float]:
    catalogue = shop.engine.catalogue
    column = catalogue.columns["year"]
    return [min(values) for values in column.values(catalogue.rows(ids))]


def shown(shop: Workspace, text: str, k: int = 10) -> list[str]:
    return [item.id for item in shop.recommend(text=text, k=k, seen=False).items]


@pytest.mark.parametrize("text", ["a quiet drama before 1980", "1980年以前的剧情片"])
def test_bounds_hold_for_every_item_shown(shop: Workspace, text: str) -> None:
    found = shown(shop, text)
    assert len(found) == 10
    assert all(year < 1980 for year in years(shop, found))


@pytest.mark.parametrize(("text", "field"), [("love, no horror", "tags"), ("爱情片，不要恐怖", "genres_zh")])
def test_an_exact_tag_that_is_not_wanted_is_not_shown(shop: Workspace, text: str, field: str) -> None:
    catalogue = shop.engine.catalogue
    values = catalogue.columns[field].values(catalogue.rows(shown(shop, text, 30)))
    assert not any(value in ("Horror", "恐怖") for own in values for value in own)


def test_newer_than_an_item(shop: Workspace) -> None:
    found = shown(shop, "something like Metropolis but newer")
    assert found
    assert all(year > 1927 for year in years(shop, found))


def test_newer_alone_leans(shop: Workspace) -> None:
    plain = years(shop, shown(shop, "a love story"))
    answer = shop.recommend(text="a love story, something newer", k=10, seen=False, explain=True)
    leaning = years(shop, [item.id for item in answer.items])
    assert sum(leaning) > sum(plain)
    reasons = [reason for item in answer.items for reason in item.reasons if reason.source == "wish"]
    assert reasons
    assert reasons[0].text == "year as you asked"
    for item in answer.items:
        assert sum(reason.value for reason in item.reasons) == pytest.approx(item.score, abs=1e-4)


def test_bounds_that_leave_nothing_are_relaxed_and_told(shop: Workspace) -> None:
    answer = shop.recommend(text="a film before 1600", k=5, seen=False)
    assert len(answer.items) == 5
    assert any('nothing is left with {"year": {"lt": 1600}}' in note for note in answer.notes)


def test_the_answer_tells_what_was_understood(shop: Workspace) -> None:
    answer = shop.recommend(text="a love story before 1980, less sad, under 20 dollars", k=3, seen=False)
    assert answer.wish is not None
    assert answer.wish.filter == {"year": {"lt": 1980}}
    assert answer.wish.less == ["sad"]
    assert any("no item has a price" in note for note in answer.notes)
