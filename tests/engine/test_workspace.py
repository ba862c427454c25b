from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import wellread
from wellread.data import Batch
from wellread.domain import Event, Item, Recommendation, User
from wellread.engine.asked import read_request
from wellread.engine.snapshot import MODELS
from wellread.engine.workspace import Workspace
from wellread.errors import InvalidInput, NotFound, SnapshotError, StoreBusy, StoreError
from wellread.settings import DATABASE, FILE

BLIMP = Item(id="blimp", title="Blimp", text="Zeppelins over the harbour", time=1e9)


def ids(answer: Recommendation) -> list[str]:
    return [item.id for item in answer.items]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    with wellread.open(tmp_path / "empty") as opened:
        yield opened


# ---- items


def test_a_new_item_is_in_the_next_answer(own: Workspace) -> None:
    assert "blimp" not in ids(own.recommend(text="zeppelins"))
    put = own.put_items([BLIMP])
    assert (put.created, put.updated) == (1, 0)
    answer = own.recommend(text="zeppelins")
    assert (answer.items[0].id, answer.items[0].title) == ("blimp", "Blimp")
    wish = own.recommend(text="I loved Blimp").wish
    assert wish is not None
    assert [named.id for named in wish.likes] == ["blimp"]


def test_an_item_nobody_has_touched_is_found_by_its_text_at_once(own: Workspace) -> None:
    """Its text is that of what somebody liked: no fit, no event on it."""
    assert own.recommend().items
    liked = ("alien-1979", "nosferatu-1922", "m-1931")
    own.add_events([Event(user="new", item=id, kind="like") for id in liked])
    film = own.store.item("nosferatu-1922")
    twin = film.model_copy(update={"id": "twin", "title": "A Twin", "translations": {}, "aliases": []})
    own.put_items([twin])
    answer = own.recommend(user="new", k=3)
    assert "twin" in ids(answer)
    reasons = answer.items[ids(answer).index("twin")].reasons
    assert reasons[0].text == "because you liked “Nosferatu”"


def test_a_changed_item_is_changed_in_the_next_answer(own: Workspace) -> None:
    first = own.recommend(k=1).items[0]
    changed = {"title": "Renamed", "text": "kazoo", "translations": {}, "aliases": []}
    own.put_items([own.store.item(first.id).model_copy(update=changed)])
    assert own.recommend(k=1).items[0].title == "Renamed"
    assert own.recommend(text="kazoo", k=1).items[0].id == first.id
    own.put_items([Item(id=first.id, title="Renamed", available=False)])
    assert first.id not in ids(own.recommend(k=300))


def test_of_the_same_item_twice_the_last_counts(own: Workspace) -> None:
    assert own.engine
    own.put_items([BLIMP, Item(id="other"), BLIMP.model_copy(update={"title": "Airship"})])
    assert own.recommend(text="zeppelins", k=1).items[0].title == "Airship"


def test_items_that_are_put_again_unchanged_change_nothing(own: Workspace) -> None:
    engine = own.engine
    vectors = engine.catalogue.vectors
    assert own.put_items([own.store.item("m-1931")]).unchanged == 1
    assert own.engine is engine
    assert engine.catalogue.vectors is vectors


def test_a_deleted_item_is_in_no_answer(own: Workspace) -> None:
    first = ids(own.recommend(k=1))[0]
    own.delete_item(first)
    assert first not in ids(own.recommend(k=300))
    with pytest.raises(NotFound, match="nobody"):
        own.delete_item("nobody")


def test_an_item_of_another_process_is_known_once_it_matters(own: Workspace, folder: Path) -> None:
    assert own.recommend(user="p001").items
    with wellread.open(folder) as other:
        other.put_items([BLIMP, Item(id="dirigible", title="Dirigible", text="Zeppelins at night")])
        other.add_events([Event(user="p001", item="blimp", kind="like")])
    answer = own.recommend(user="p001", k=300)
    assert "blimp" not in ids(answer)
    assert "dirigible" in ids(answer)
    with wellread.open(folder) as other:
        other.put_items([Item(id="late")])
    own.delete_item("late")


# ---- events


def test_an_event_changes_the_next_answer_and_hides_the_item(own: Workspace) -> None:
    before = own.recommend(user="p001")
    added = own.add_events([Event(user="p001", item=before.items[0].id, kind="dislike")])
    assert added.stored == 1
    after = own.recommend(user="p001")
    assert before.items[0].id not in ids(after)
    assert ids(after) != ids(before)[1:] + ids(after)[-1:] or after.items[0].score != before.items[1].score


def test_the_first_click_of_somebody_new_counts(own: Workspace) -> None:
    popular = ids(own.recommend(user="new"))
    own.add_events([Event(user="new", item="nosferatu-1922", kind="like")])
    answer = own.recommend(user="new")
    assert ids(answer) != popular
    assert answer.notes == []
    assert "because you liked “Nosferatu”" in [
        reason.text for item in answer.items for reason in item.reasons
    ]


def test_words_of_an_earlier_search_count(own: Workspace) -> None:
    before = ids(own.recommend(user="new"))
    own.add_events([Event(user="new", kind="search", text="vampires and werewolves")])
    answer = own.recommend(user="new")
    assert ids(answer) != before
    assert not any("nothing is known" in note for note in answer.notes)


def test_an_event_that_is_sent_twice_is_stored_once(own: Workspace) -> None:
    event = Event(id="e1", user="new", item="m-1931", kind="like")
    assert own.add_events([event]).stored == 1
    assert own.add_events([event]).duplicates == 1


def test_events_about_unknown_items_are_refused(own: Workspace) -> None:
    known = Event(user="p001", item="m-1931", kind="like")
    before = own.store.counts()
    with pytest.raises(NotFound, match="1 unknown item: 'blimp'"):
        own.add_events([known, Event(user="p001", item="blimp", kind="like")])
    assert own.store.counts() == before


def test_events_about_unknown_items_create_them_where_the_settings_say_so(folder: Path) -> None:
    with (folder / FILE).open("a") as file:
        file.write("\n[events]\nunknown_items = 'create'\n")
    with wellread.open(folder) as own:
        assert own.recommend(user="new").items
        own.add_events([Event(user="new", item="blimp", kind="like")])
        assert "blimp" not in ids(own.recommend(user="new", k=300))
        assert "blimp" in ids(own.recommend(user="p002", k=300))
        assert own.store.item("blimp").title == "blimp"


# ---- users


def test_traits_and_words_of_a_user(own: Workspace) -> None:
    before = ids(own.recommend(user="new"))
    assert own.put_users([User(id="new", text="I adore vampires", traits={"country": "CN"})]).created == 1
    assert ids(own.recommend(user="new")) != before


def test_a_forgotten_user_is_nobody(own: Workspace) -> None:
    nobody = ids(own.recommend(user="nobody"))
    answer = own.recommend(user="p001")
    assert ids(answer) != nobody
    assert own.delete_user("p001") > 0
    assert own.store.impressions(answer.request) == []
    assert ids(own.recommend(user="p001")) == nobody
    with pytest.raises(NotFound, match="someone"):
        own.delete_user("someone")


# ---- answers


def test_a_request_is_given_by_its_fields_or_whole(own: Workspace) -> None:
    asked: dict[str, Any] = {"user": "p001", "k": 3, "now": 1.8e9}
    assert ids(own.recommend(**asked)) == ids(own.recommend(read_request(asked)))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"k": 0}, r"k = 0; expected greater than or equal to 1"),
        ({"k": 10**6}, r"k = 1000000; expected less than or equal to 1000"),
        ({"q": "x"}, r"q = 'x'; expected extra inputs are not permitted"),
        ({"user": "a\nb"}, r"user = 'a\\nb'; expected an id holds printable characters only"),
        ({"boost": [{"by": 1}]}, r"boost\.0\.filter = .*field required"),
        ({"text": ["x" * 999]}, r"text = \['x{190,}\.\.\.; expected a valid string"),
        ({"filter": {"yaer": 1}}, r"'yaer'.*did you mean 'year'"),
    ],
)
def test_a_request_that_cannot_be_read(shop: Workspace, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        shop.recommend(**asked)


def test_items_like_one(shop: Workspace) -> None:
    answer = shop.similar("nosferatu-1922", k=3)
    assert (answer.pipeline, len(answer.items)) == ("similar", 3)
    assert shop.similar("nosferatu-1922", pipeline="home").pipeline == "home"
    with pytest.raises(NotFound, match="nosferatu-1922"):
        shop.similar("nosferatu-192")


def test_what_was_shown_is_logged_behind_the_answer(own: Workspace, folder: Path) -> None:
    answer = own.recommend(user="p001", k=3, offset=2)
    unseen = own.recommend(user="p001", seen=False)
    own.shown.flush()
    found = own.store.impressions(answer.request)
    assert [(one.item, one.position) for one in found] == [(id, 2 + at) for at, id in enumerate(ids(answer))]
    assert {(one.user, one.pipeline, one.version) for one in found} == {("p001", "home", "000001")}
    assert [one.score for one in found] == [item.score for item in answer.items]
    assert own.store.impressions(unseen.request) == []
    last = own.recommend()
    own.close()
    with wellread.open(folder) as again:
        assert len(again.store.impressions(last.request)) == 10
        assert again.status()["impressions"] == 13


def test_many_threads_ask_and_write_at_once(own: Workspace) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                own.recommend(user=f"p00{number + 1}", text="a war")
                own.put_items([Item(id=f"new-{number}-{turn}", title=f"New {number} {turn}")])
                own.add_events([Event(user=f"p00{number + 1}", item=f"new-{number}-{turn}", kind="view")])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(own.engine.catalogue) == own.store.counts()["items"] == 287
    assert own.status()["impressions_dropped"] == 0


# ---- fitting


def test_nothing_is_fitted_before_it_is_needed(empty: Workspace) -> None:
    empty.put_items([BLIMP])
    empty.add_events([Event(user="u", item="blimp", kind="like")])
    assert empty.status()["snapshot"] is None
    assert ids(empty.recommend()) == ["blimp"]
    assert empty.status()["snapshot"] == "000001"


def test_an_empty_workspace_answers(empty: Workspace) -> None:
    answer = empty.recommend(user="u", text="I like Alien")
    assert answer.items == []
    assert any("catalogue is empty" in note for note in answer.notes)
    empty.put_items([BLIMP])
    assert ids(empty.recommend(text="zeppelins")) == ["blimp"]


def test_fit_and_rollback(own: Workspace, folder: Path) -> None:
    assert own.recommend().version == "000001"
    own.add_events([Event(user=f"p{n:03d}", item="m-1931", kind="like") for n in range(1, 60)])
    assert own.status()["events_behind"] == 59
    told: list[str] = []
    assert own.fit(lambda step, number, total: told.append(step)).version == "000002"
    assert "item_to_item" in told
    assert own.status()["events_behind"] == 0
    fitted = own.recommend(user="new", k=5, now=1.8e9)
    assert (fitted.version, fitted.items[0].id) == ("000002", "m-1931")
    assert own.rollback() == "000001"
    assert own.recommend(user="new", k=5).version == "000001"
    assert own.recommend(user="new", k=5).items[0].id != "m-1931"
    with pytest.raises(NotFound, match="no fit is older"):
        own.rollback()
    with wellread.open(folder) as other:
        assert other.recommend().version == "000001"


def test_items_that_come_while_fitting_are_in_the_next_answer(own: Workspace) -> None:
    def meanwhile(step: str, number: int, total: int) -> None:
        if step == "reading texts":
            own.put_items([BLIMP, own.store.item("m-1931").model_copy(update={"title": "Renamed"})])
            own.add_events([Event(user="p001", item="blimp", kind="like")])

    own.fit(meanwhile)
    assert own.recommend(text="zeppelins", k=1).items[0].id == "blimp"
    assert own.engine.catalogue.title(own.engine.catalogue.require("m-1931")) == "Renamed"


def test_a_damaged_snapshot_and_the_ways_out(own: Workspace, folder: Path) -> None:
    own.fit()
    own.close()
    (folder / MODELS / "000002" / "popular" / "counts.npy").write_bytes(b"")
    with wellread.open(folder) as again:
        with pytest.raises(SnapshotError, match="wellread fit --rollback"):
            again.recommend()
        again.rollback()
        assert again.recommend().items
        again.fit()
        assert again.recommend().version == "000003"


def test_status(own: Workspace, folder: Path) -> None:
    status = own.status()
    assert status["folder"] == str(folder)
    assert (status["items"], status["users"], status["snapshot"]) == (267, 60, "000001")
    assert status["rankers"]["home"] == "learnt"
    assert "ranks" not in status["rankers"]
    assert (status["events_behind"], status["settings_changed"], status["impressions_dropped"]) == (
        0,
        False,
        0,
    )
    own.close()
    with (folder / FILE).open("a") as file:
        file.write("\n[models.popular]\nhalf_life_days = 3\n")
    with wellread.open(folder) as again:
        assert again.status()["settings_changed"] is True
        assert again.recommend().items


# ---- imports


def batches() -> Iterator[Batch]:
    yield Batch("items", [BLIMP, Item(id="b")])
    yield Batch("items", [BLIMP])
    yield Batch("users", [User(id="new", text="hello"), User(id="p001", traits={"country": "XX"})])
    yield Batch(
        "events",
        [Event(id="e", user="new", item="blimp", kind="like"), Event(user="new", item="made", kind="view")],
    )
    yield Batch("events", [Event(id="e", user="new", item="blimp", kind="like")])


@pytest.mark.parametrize("warm", [True, False])
def test_an_import_counts_what_is_new_or_changed(own: Workspace, warm: bool) -> None:
    if warm:
        assert own.recommend().items
    assert own.load(batches()) == {"items": 2, "users": 2, "events": 2}
    assert own.store.item("made").title == "made"
    answer = ids(own.recommend(user="new", k=300))
    assert "blimp" not in answer
    assert "made" not in answer
    assert {"b", "m-1931"} <= set(answer)


# ---- trouble with the database


def test_a_locked_database_is_busy_and_works_afterwards(folder: Path) -> None:
    with (folder / FILE).open("a") as file:
        file.write("\n[database]\nbusy_timeout = 0.05\n")
    event = Event(id="e", user="p001", item="m-1931", kind="like")
    with (
        wellread.open(folder) as own,
        closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other,
    ):
        other.execute("begin immediate")
        with pytest.raises(StoreBusy, match="locked by another process"):
            own.add_events([event])
        with pytest.raises(StoreBusy):
            own.put_items([BLIMP])
        with pytest.raises(StoreBusy):
            own.delete_user("p002")
        answer = own.recommend(user="p001")  # readers do not wait
        assert len(answer.items) == 10
        own.shown.flush()
        assert own.status()["impressions_dropped"] == 1
        other.execute("rollback")
        assert own.add_events([event]).stored == 1
        own.put_items([BLIMP])
        assert ids(own.recommend(text="zeppelins", k=1)) == ["blimp"]
        assert own.delete_user("p002") > 0


@pytest.mark.parametrize("keep", [100, 5000, 60_000])
def test_a_truncated_database(folder: Path, keep: int) -> None:
    with (folder / DATABASE).open("r+b") as file:
        file.truncate(keep)
    with pytest.raises(StoreError, match=r"wellread\.db"), wellread.open(folder) as own:
        own.recommend(user="p001")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"title,year\n" * 1000)
    with pytest.raises(StoreError, match="not a database"):
        wellread.open(tmp_path)


def test_a_database_that_was_deleted_while_the_models_stayed(folder: Path) -> None:
    (folder / DATABASE).unlink()
    with wellread.open(folder) as own:
        with pytest.raises(SnapshotError, match="Fit again"):
            own.recommend()
        own.fit()
        assert own.recommend().items == []


def test_a_closed_workspace_says_so(own: Workspace) -> None:
    own.close()
    own.close()
    with pytest.raises(StoreError):
        own.recommend(user="p001")


# ---- time


def test_an_answer_is_quick(shop: Workspace) -> None:
    shop.recommend(user="p001", text="a lonely vampire and a war in space")
    begin = time.perf_counter()
    for _ in range(20):
        shop.recommend(user="p001", text="a lonely vampire and a war in space")
    assert (time.perf_counter() - begin) / 20 < 0.1
