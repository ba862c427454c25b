"""The learner against fits on the whole log, other processes and bad days."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wellread
from wellread.domain import Event, Item, User
from wellread.engine import learner as module
from wellread.engine.learner import Learner, Learnt
from wellread.engine.snapshot import MODELS
from wellread.engine.workspace import Workspace
from wellread.errors import SnapshotError, StoreError
from wellread.models.base import Model, Profile
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.settings import FILE

FILMS = ["m-1931", "metropolis-1927", "stalker-1979", "solaris-1972"]
EVERYTHING = """
[pipelines.home]
sources = { item_to_item = 1, next_item = 0.5, content = 0.2, popular = 0.5, trending = 1, user_to_user = 1 }

[models.popular]
segment = "country"
"""


@pytest.fixture
def learner(folder: Path) -> Iterator[Learner]:
    made = Learner(folder)
    yield made
    made.close()


@contextmanager
def running(learner: Learner, report: Callable[[Learnt], None] = lambda learnt: None) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=learner.run, args=(stop, report))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def scores(model: Model) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    profiles = [
        Profile(rows=np.array(rows), weights=np.ones(len(rows), np.float32), segment="DE", now=1.9e9)
        for rows in ([3], [10, 3, 50], list(range(40)))
    ]
    return model.score(profiles)


def same_as_a_fit(shop: Workspace) -> None:
    """Nothing is left of the order, the batches or the erasures by which the models came about."""
    learnt = {name: model for name, model in shop.engine.models.items() if model.learns}
    fresh = shop.fit().models
    for name, model in learnt.items():
        if isinstance(model, NeighbourhoodModel):
            assert not model.waiting.any()
        np.testing.assert_allclose(scores(model), scores(fresh[name]), rtol=1e-4, atol=1e-5, err_msg=name)


def happened(shop: Workspace, n: int, seed: int, users: int = 12) -> list[Event]:
    rng, ids = np.random.default_rng(seed), shop.engine.catalogue.ids
    return [
        Event(
            user=f"p{rng.integers(users):03d}",
            item=ids[rng.integers(60)],
            kind=str(rng.choice(["like", "view", "dislike", "search"])),
            time=1.7e9 + float(rng.integers(1000)),
        )
        for _ in range(n)
    ]


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(
    sizes=st.lists(st.integers(0, 25), min_size=1, max_size=4),
    erased=st.integers(0, 3),
    most=st.sampled_from([None, 5]),
    seed=st.integers(0, 99),
)
def test_in_any_batches_and_with_erasures_it_ends_where_a_fit_ends(
    pristine: Path,
    tmp_path_factory: pytest.TempPathFactory,
    sizes: list[int],
    erased: int,
    most: int | None,
    seed: int,
) -> None:
    folder = shutil.copytree(pristine, tmp_path_factory.mktemp("any") / "shop")
    (folder / FILE).write_text(EVERYTHING, "utf-8")
    with wellread.open(folder) as shop:
        shop.put_users([User(id=f"p{n:03d}", traits={"country": "DE"}) for n in range(0, 60, 2)])
        shop.fit()
        learner = Learner(folder)
        for index, size in enumerate(sizes):
            shop.add_events(happened(shop, size, seed + index))
            if index < erased:
                shop.delete_user(f"p{10 + index:03d}")  # with traits, without and in the middle of the news
            learner.step(most)
        learner.close()
        shop.learn()
        same_as_a_fit(shop)


def test_what_was_learnt_is_published_and_shared(own: Workspace, learner: Learner) -> None:
    own.add_events([Event(user="x", item=film, kind="like") for film in FILMS[:2]])
    learnt = learner.step(None)
    assert (learnt.version, learnt.events, learnt.behind, learnt.waiting) == ("000001.000001", 2, 0, 0)
    assert learnt.solved > 0
    models = own.snapshots.folder
    one, two = (models / v / "item_to_item" / "gram_data.npy" for v in ("000001", learnt.version))
    assert one.stat().st_ino == two.stat().st_ino
    again = learner.step(None)
    assert (again.version, again.events, again.solved, again.lag) == (learnt.version, 0, 0, 0)


def test_others_lists_follow_what_two_items_have_in_common(own: Workspace, learner: Learner) -> None:
    """Ten people choose two films that nobody had together: the one leads to the other for an eleventh."""

    def listed() -> list[str]:
        return [
            item.id for item in own.recommend(history=[{"item": FILMS[0]}], k=200, pipeline="ranks").items
        ]

    own.follow()
    other, told = listed()[-1], list[Learnt]()
    with running(learner, told.append):
        own.add_events(
            [Event(user=f"new{n}", item=film, kind="like") for n in range(10) for film in (FILMS[0], other)]
        )
        until(lambda: other in listed()[:5])
    assert own.recommend(k=1).version.startswith("000001.")
    assert sum(learnt.events for learnt in told) == 20


def test_new_items_are_learnt(own: Workspace, learner: Learner) -> None:
    learner.step(None)
    own.put_items([Item(id="blimp", title="The Blimp", text="zeppelins over the sea")])
    own.add_events(
        [Event(user=f"new{n}", item=id, kind="like") for n in range(5) for id in ("blimp", FILMS[0])]
    )
    learnt = learner.step(None)
    own._take_up(learnt.version)
    found = own.recommend(history=[{"item": "blimp"}], k=1)
    assert (found.version, found.items[0].id) == (learnt.version, FILMS[0])
    own.put_items([Item(id="later", title="Later", text="zeppelins again")])
    assert {item.id for item in own.recommend(text="zeppelins", k=2).items} == {"blimp", "later"}


def test_an_erased_person_leaves_models_snapshots_and_record(own: Workspace, folder: Path) -> None:
    own.fit()
    own.add_events([Event(user="x", item=film, kind="like") for film in FILMS])
    own.learn()
    own.delete_user("x")
    assert own.store.tail(own.store.last_seq()).erasure == 1
    version = own.learn().version
    assert own.snapshots.versions() == [version]
    assert len(own.store.tail(own.store.last_seq()).erased) == 0
    same_as_a_fit(own)


def test_it_goes_on_where_it_stopped(own: Workspace, folder: Path) -> None:
    for n in range(3):
        own.add_events(happened(own, 10, n))
        learner = Learner(folder)
        assert learner.step(7).events == 10
        learner.close()
    own.learn()
    same_as_a_fit(own)


def test_another_fit_is_learnt_on_from(own: Workspace, learner: Learner) -> None:
    own.add_events(happened(own, 10, 0))
    learner.step(None)
    own.fit()
    own.add_events(happened(own, 5, 1))
    learnt = learner.step(None)
    assert (learnt.version, learnt.events) == ("000002.000001", 5)
    assert own.rollback() == "000001.000001"
    assert learner.step(None).version == "000001.000002"


def test_a_fit_that_ends_while_a_step_is_written_stays_current(
    own: Workspace, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.step(None)
    own.add_events(happened(own, 10, 0))
    saved = type(own.engine.models["popular"]).save

    def meanwhile(model: Model, folder: Path) -> None:
        monkeypatch.undo()
        own.fit()
        saved(model, folder)

    monkeypatch.setattr(type(own.engine.models["popular"]), "save", meanwhile)
    learner.step(None)
    assert own.snapshots.current() == "000002"
    own.add_events(happened(own, 3, 1))
    assert learner.step(None)[:3] == ("000002.000001", own.store.last_seq(), 0)


def test_nothing_fitted_yet_is_fitted_and_what_outgrew_its_fit_is_fitted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SMALL", 5)
    with wellread.open(tmp_path / "new") as shop:
        learner = Learner(tmp_path / "new")
        with running(learner):
            until(lambda: shop.snapshots.current() is not None)
            shop.put_items([Item(id=f"i{n}", title=f"Item {n}", text="a word or two") for n in range(4)])
            shop.add_events([Event(user=f"u{n}", item="i0", kind="like") for n in range(11)])
            until(lambda: (shop.snapshots.current() or "") >= "000002")
        learner.close()
        assert shop.engine.catalogue.encoder.encode(["word"]).nnz


def test_only_one_learns(own: Workspace, learner: Learner, folder: Path) -> None:
    with learner._alone(), pytest.raises(SnapshotError, match="another learner works"):
        own.learn()
    own.learn()


def test_a_database_that_goes_away_comes_back(
    own: Workspace, learner: Learner, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IDLE", 0.01)
    usual, failures = learner.store.tail, iter(range(3))

    def away(*given: int) -> object:
        if next(failures, None) is not None:
            raise StoreError("gone", "a database", "Start it.")
        return usual(*given)

    monkeypatch.setattr(learner.store, "tail", away)
    own.add_events(happened(own, 4, 0))
    told = list[Learnt]()
    with caplog.at_level(logging.WARNING), running(learner, told.append):
        until(lambda: bool(told))
    assert caplog.text.count("learning is interrupted") == 3
    assert told[0].events == 4


def test_a_damaged_state_is_not_taken_up_and_the_last_good_one_stays(
    own: Workspace, learner: Learner, caplog: pytest.LogCaptureFixture
) -> None:
    own.add_events(happened(own, 4, 0))
    version = learner.step(None).version
    own.snapshots._point_to("000001")
    assert own.recommend(k=1).version == "000001"
    (own.snapshots.folder / version / "item_to_item" / "fresh_data.npy").write_bytes(b"x" * 200)
    own.snapshots._point_to(version)
    own.follow()
    with caplog.at_level(logging.WARNING):
        until(lambda: "not taken up" in caplog.text)
    assert own.recommend(k=1).version == "000001"
    assert MODELS in str(own.snapshots.folder)


def test_rankers_follow_choices_until_they_are_reset(own: Workspace, learner: Learner) -> None:
    def weights() -> dict[str, float]:
        saved = own.snapshots.read(own.snapshots.current() or "")[1]["rankers"]["home"]
        return dict(saved["sources"])

    fitted = weights()
    for n in range(250):
        answer = own.recommend(user=f"p{n % 60:03d}", k=5)
        own.add_events(
            [Event(user=f"p{n % 60:03d}", item=answer.items[-1].id, kind="like", request=answer.request)]
        )
    own.shown.flush()
    learner.step(None)
    for n in range(60):
        answer = own.recommend(user=f"p{n:03d}", k=5)
        own.shown.flush()
        own.add_events(
            [Event(user=f"p{n:03d}", item=answer.items[-1].id, kind="like", request=answer.request)]
        )
    learner.step(None)
    assert weights() != fitted
    own.reset_rankers()
    learner.step(None)
    assert weights() == fitted
