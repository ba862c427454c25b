from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.domain import HistoryEntry, Request, User
from wellread.engine.hearing import Heard
from wellread.engine.profile import DAY, SAID_EARLIER, Known, build, segment
from wellread.errors import NotFound
from wellread.language.wishes.wish import Wish
from wellread.settings import Events, Models, Popular, Settings
from wellread.store import Past

CATALOGUE = worlds.catalogue()
NOW = 1_000 * DAY
SETTINGS = Settings(
    events=Events(history=4, half_life_days=10), models=Models(popular=Popular(segment="country"))
)


def ago(row: int, kind: str = "like", days: float = 0.0, value: float | None = None, text: str = "") -> Past:
    return Past(row, kind, value, NOW - days * DAY, text)


def known(
    *past: Past,
    request: Request | None = None,
    wish: Wish | None = None,
    user: User | None = None,
    exclude_kinds: Sequence[str] | None = None,
    settings: Settings = SETTINGS,
) -> Known:
    return build(request or Request(), past, user, Heard(wish), CATALOGUE, settings, exclude_kinds, NOW)


def test_nothing_is_known_of_nobody() -> None:
    found = known()
    assert len(found.profile.rows) == len(found.seen) == 0
    assert found.profile.words is found.profile.avoid is None
    assert (found.profile.segment, found.profile.now) == ("", NOW)


def test_events_newest_first_with_their_signed_weights() -> None:
    found = known(ago(3), ago(5, "dislike"), ago(7, "view"))
    assert found.profile.rows.tolist() == [3, 5, 7]
    np.testing.assert_allclose(found.profile.weights, [1, -1, 0.3], rtol=1e-6)
    assert found.how == {3: "liked", 5: "disliked", 7: "used"}
    assert found.seen.tolist() == [3, 5, 7]


def test_a_half_life_after_the_newest_an_event_counts_half() -> None:
    found = known(ago(3, days=400), ago(5, days=410), ago(7, days=430))
    np.testing.assert_allclose(found.profile.weights, [1, 0.5, 0.125], rtol=1e-6)


def test_an_event_from_the_future_counts_as_of_now_and_fades_no_other() -> None:
    found = known(ago(3, days=-9999), ago(5, days=0), ago(7, days=10))
    np.testing.assert_allclose(found.profile.weights, [1, 1, 0.5], rtol=1e-6)


def test_of_several_events_the_newest_gives_the_place_and_the_strongest_the_weight() -> None:
    found = known(ago(3, "view"), ago(5, "click"), ago(3, "like", days=1), ago(5, "view"))
    assert found.profile.rows.tolist() == [3, 5]
    np.testing.assert_allclose(found.profile.weights, [0.5**0.1, 0.5], rtol=1e-6)
    assert found.how == {3: "liked", 5: "used"}
    changed_mind = known(ago(3, "dislike"), ago(3, "like", days=1))
    assert changed_mind.profile.weights.tolist() == [-1]


def test_events_without_weight_or_item_are_no_part_of_the_taste() -> None:
    found = known(ago(-1, "search", text="x"), ago(3, "rate", value=1.5), ago(5))
    assert found.profile.rows.tolist() == [5]
    assert found.seen.tolist() == [3, 5]


def test_items_that_came_after_the_catalogue_was_read_are_left_out() -> None:
    found = known(ago(20), ago(3), ago(999))
    assert found.profile.rows.tolist() == found.seen.tolist() == [3]


def test_a_history_has_a_length_but_hides_all_that_was_seen() -> None:
    found = known(*(ago(row) for row in range(8)))
    assert found.profile.rows.tolist() == [0, 1, 2, 3]
    assert found.seen.tolist() == list(range(8))
    assert set(found.how) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("kinds", "seen"),
    [(None, [1, 2]), ([], []), (["view"], [2]), (["search", "like"], [1, 3]), (["none"], [])],
)
def test_kinds_that_hide_their_items(kinds: list[str] | None, seen: list[int]) -> None:
    past = (ago(1, "like"), ago(2, "view"), ago(3, "search"))
    assert known(*past, exclude_kinds=kinds).seen.tolist() == seen


# ---- what comes with the request


def test_the_history_in_the_request_comes_before_the_log_the_last_entry_first() -> None:
    history = [HistoryEntry(item="i1"), HistoryEntry(item="nobody"), HistoryEntry(item="i2", kind="view")]
    found = known(ago(3), request=Request(history=history))
    assert found.profile.rows.tolist() == [2, 1, 3]
    np.testing.assert_allclose(found.profile.weights, [0.3, 1, 1], rtol=1e-6)
    assert found.seen.tolist() == [1, 2, 3]


def test_times_in_the_history_order_and_fade_it() -> None:
    history = [
        HistoryEntry(item="i1", time=NOW - 5 * DAY),
        HistoryEntry(item="i2", time=NOW - 20 * DAY),
        HistoryEntry(item="i3", kind="rate", value=5, time=NOW - 10 * DAY),
    ]
    found = known(request=Request(history=history))
    assert found.profile.rows.tolist() == [1, 3, 2]
    np.testing.assert_allclose(found.profile.weights, 0.5 ** np.array([0, 0.5, 1.5]), rtol=1e-6)


def test_the_item_asked_about_comes_first_and_is_hidden() -> None:
    found = known(ago(3), request=Request(item="i9"), exclude_kinds=[])
    assert found.profile.rows.tolist() == [9, 3]
    assert found.how[9] == "similar"
    assert found.seen.tolist() == [9]


def test_an_unknown_item_asked_about() -> None:
    with pytest.raises(NotFound, match="'i99'"):
        known(request=Request(item="i99"))


def test_a_wish_is_newer_than_the_log() -> None:
    wish = Wish(
        text="...", likes=((1, "Title1", 1.0), (2, "Title2", 0.5)), dislikes=((4, "Title4", 1.0),),
        avoid=("bees", "roses"), words="storms",
    )  # fmt: skip
    found = known(ago(3), ago(4), wish=wish, exclude_kinds=[])
    assert found.profile.rows.tolist() == [1, 2, 4, 3]
    assert found.profile.weights.tolist() == [1, 0.5, -1, 1]
    assert found.how == {1: "liked", 2: "named", 4: "disliked", 3: "liked"}
    assert found.seen.tolist() == [1, 2, 4]
    for words, text in ((found.profile.words, "storms"), (found.profile.avoid, "bees roses")):
        assert words is not None
        np.testing.assert_array_equal(words.toarray(), CATALOGUE.encoder.encode([text]).toarray())


def test_a_rather_weak_dislike_speaks_against_too() -> None:
    found = known(wish=Wish(dislikes=((4, "Title4", 0.5),)))
    assert found.profile.weights.tolist() == [-0.5]


# ---- words


SEARCHES = (ago(-1, "search", text="storms"), ago(3, "review", text="roses"), ago(-1, "note", text="bees"))


def test_earlier_words_count_a_little_when_the_request_says_nothing() -> None:
    for wish in (None, Wish(text="😀"), Wish()):
        words = known(*SEARCHES, wish=wish).profile.words
        assert words is not None
        expected = CATALOGUE.encoder.encode(["storms bees"]).toarray() * SAID_EARLIER
        np.testing.assert_allclose(words.toarray(), expected, rtol=1e-6)


@pytest.mark.parametrize(
    "wish",
    [Wish(words="harbour"), Wish(likes=((1, "", 1.0),)), Wish(dislikes=((1, "", 1.0),)), Wish(avoid=("x",))],
)
def test_earlier_words_do_not_count_when_the_request_says_something(wish: Wish) -> None:
    words = known(*SEARCHES, user=User(id="u", text="roses"), wish=wish).profile.words
    if wish.words:
        assert words is not None
        np.testing.assert_array_equal(words.toarray(), CATALOGUE.encoder.encode(["harbour"]).toarray())
    else:
        assert words is None


def test_only_the_latest_texts_count_and_what_people_say_of_themselves() -> None:
    many = [ago(-1, "search", text=f"word{n}") for n in range(9)]
    words = known(*many, user=User(id="u", text="roses")).profile.words
    assert words is not None
    assert set(CATALOGUE.encoder.features(words.indices.tolist())) >= {"word0", "word1", "word2", "rose"}
    assert "word3" not in CATALOGUE.encoder.features(words.indices.tolist())


@pytest.mark.parametrize("text", ["", "   ", "zzz qqq", "😀"])
def test_words_that_no_item_holds_are_no_words(text: str) -> None:
    assert known(wish=Wish(text=text, words=text, avoid=(text,))).profile.words is None
    assert known(wish=Wish(text=text, words=text, avoid=(text,))).profile.avoid is None
    assert known(user=User(id="u", text=text)).profile.words is None


# ---- segments


def test_the_segment_is_a_trait() -> None:
    assert known(user=User(id="u", traits={"country": "CN"})).profile.segment == "CN"
    assert known(user=User(id="u", traits={"age": 3})).profile.segment == ""
    assert segment(User(id="u", traits={"age": 30.0}), "age") == "30.0"
    assert segment(User(id="u", traits={"age": 30}), "") == segment(None, "age") == ""
