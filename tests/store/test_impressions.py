import pytest

from wellread.domain import Impression
from wellread.errors import NotFound
from wellread.store import Store


def shown(request: str, position: int, item: str, user: str | None = "u") -> Impression:
    return Impression(
        request=request,
        position=position,
        item=item,
        user=user,
        time=1.5,
        pipeline="home",
        version="v7",
        score=-0.25,
        propensity=0.125,
    )


def test_an_answer_comes_back_by_position(shop: Store) -> None:
    answer = [shown("r", 1, "c"), shown("r", 0, "a"), shown("r", 2, "b", user=None)]
    assert shop.add_impressions([*answer, shown("other", 0, "a")]) == 4
    assert shop.impressions("r") == [answer[1], answer[0], answer[2]]
    assert shop.impressions("unknown") == []
    assert shop.counts()["impressions"] == 4


def test_a_place_of_an_answer_is_stored_once(shop: Store) -> None:
    assert shop.add_impressions([shown("r", 0, "a"), shown("r", 0, "b")]) == 1
    assert shop.add_impressions([shown("r", 0, "a"), shown("r", 1, "b")]) == 1
    assert [seen.item for seen in shop.impressions("r")] == ["a", "b"]


def test_an_empty_answer_is_no_row(shop: Store) -> None:
    assert shop.add_impressions([]) == 0


def test_unknown_items_leave_nothing_behind(shop: Store) -> None:
    with pytest.raises(NotFound, match="'x'"):
        shop.add_impressions([shown("r", 0, "a"), shown("r", 1, "x")])
    assert shop.impressions("r") == []
    assert shop.user_row("u") is None
