from wellread.domain import Event, Impression
from wellread.store import Shown, Store


def shown(request: str, position: int, item: str, **more: object) -> Impression:
    place = {"request": request, "position": position, "item": item, "user": "u", "time": 1.0, "score": 0.5}
    return Impression.model_validate({**place, "pipeline": "home", "version": "v", **more})


def test_events_meet_the_answers_that_they_came_from(shop: Store) -> None:
    shop.add_impressions([shown("r", 1, "b", propensity=0.25, experiment="x"), shown("r", 0, "a")])
    shop.add_impressions([shown("other", 0, "c"), shown("nothing came of it", 0, "c")])
    shop.add_events(
        [
            Event(user="u", item="b", kind="click", time=2, request="r"),
            Event(user="u", item="b", kind="click", time=2),
            Event(user="u", item="b", kind="click", time=2, request="unknown"),
            Event(user="u", kind="comment", text="words", time=2, request="r"),
            Event(user="v", item="a", kind="rate", value=4, time=3, request="r"),
            Event(user="v", item="c", kind="click", time=4, request="other"),
        ]
    )
    answer = (Shown(0, 0, 1.0, "home", "v", ""), Shown(1, 1, 0.25, "home", "v", "x"))
    assert shop.joined(0, 6) == [
        (1, 0, 1, "click", None, 2.0, "r", answer),
        (5, 1, 0, "rate", 4.0, 3.0, "r", answer),
        (6, 1, 2, "click", None, 4.0, "other", (Shown(0, 2, 1.0, "home", "v", ""),)),
    ]
    assert [outcome.seq for outcome in shop.joined(1, 5)] == [5]
    assert shop.joined(6, 100) == []
