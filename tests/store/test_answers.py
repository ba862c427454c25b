from wellread.domain import Impression
from wellread.store import Store
from wellread.store.answers import Answer


def answer(request: str, *items: str, user: str | None = "u", first: int = 0) -> Answer:
    shown = [(item, -0.25, 0.125) for item in items]
    return Answer(request, user, 1.5, "home", "v7", "x", first, shown)


def test_answers_come_back_as_impressions(shop: Store) -> None:
    assert shop.add_answers([answer("r", "c", "a", first=20), answer("s", "b", user=None)]) == 3
    assert shop.impressions("r") == [
        Impression(
            request="r", position=position, item=item, user="u", time=1.5, pipeline="home", version="v7",
            score=-0.25, propensity=0.125, experiment="x",
        )
        for position, item in ((20, "c"), (21, "a"))
    ]  # fmt: skip
    assert [one.user for one in shop.impressions("s")] == [None]


def test_an_unknown_item_leaves_its_place_empty(shop: Store) -> None:
    assert shop.add_answers([answer("r", "a", "x", "c"), answer("s", "x")]) == 2
    assert [(one.position, one.item) for one in shop.impressions("r")] == [(0, "a"), (2, "c")]
    assert shop.impressions("s") == []


def test_a_deleted_item_was_shown_all_the_same(shop: Store) -> None:
    shop.delete_item("a")
    assert shop.add_answers([answer("r", "a")]) == 1


def test_no_answers(shop: Store) -> None:
    assert shop.add_answers([]) == 0
    assert shop.add_answers([answer("r")]) == 0


def test_erasing_a_user_takes_the_impressions(shop: Store) -> None:
    shop.add_answers([answer("r", "a"), answer("s", "a", user="other")])
    shop.delete_user("u")
    assert shop.impressions("r") == []
    assert len(shop.impressions("s")) == 1
