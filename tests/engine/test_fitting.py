from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wellread.catalogue import Catalogue
from wellread.domain import Event, Item, Request, User
from wellread.engine import fitting
from wellread.engine.engine import Engine
from wellread.engine.snapshot import MANIFEST, Snapshots
from wellread.engine.strength import strength
from wellread.errors import SnapshotError
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Profile
from wellread.settings import (
    BUILT_IN,
    Events,
    Language,
    Models,
    Neighbourhood,
    Noise,
    Pipeline,
    Popular,
    Settings,
)
from wellread.store import Store

NOW = 1_767_225_600.0
ASKED = [
    Request(text="a lonely man in a war", k=20, now=NOW),
    Request(text="我喜欢《英雄》", k=20, now=NOW),
    Request(k=20, now=NOW),
    Request(item="nosferatu-1922", pipeline="similar", k=20, now=NOW),
]


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder / "wellread.db") as opened:
        yield opened


@pytest.fixture
def snapshots(folder: Path) -> Snapshots:
    return Snapshots(folder / "models", keep=3)


def quiet(step: str, number: int, total: int) -> None:
    pass


def lists(engine: Engine, store: Store) -> list[list[tuple[str, float]]]:
    answers = [engine.recommend(request) for request in ASKED]
    for id in ("p001", "p007", "p042"):
        request = Request(user=id, k=20, now=NOW)
        answers.append(engine.recommend(request, store.history(id), store.user(id)))
    return [[(item.id, round(item.score, 4)) for item in answer.items] for answer in answers]


def test_a_loaded_engine_gives_the_lists_of_the_fitted_one(store: Store, snapshots: Snapshots) -> None:
    fitted = fitting.fit(store, Settings(), snapshots, quiet)
    loaded = fitting.load(store, Settings(), snapshots, fitted.version)
    assert loaded.version == fitted.version == snapshots.current() == "000002"
    assert set(loaded.models) == set(fitted.models) == set(Settings().sources())
    assert loaded.spreads == pytest.approx(fitted.spreads)
    assert lists(loaded, store) == lists(fitted, store)


def test_fitting_twice_gives_the_same(store: Store, snapshots: Snapshots) -> None:
    one, two = (fitting.fit(store, Settings(), snapshots, quiet) for _ in range(2))
    assert lists(one, store) == lists(two, store)


def test_each_step_is_told(store: Store, snapshots: Snapshots) -> None:
    told: list[tuple[str, int, int]] = []
    fitting.fit(store, Settings(), snapshots, lambda *step: told.append(step))
    assert [number for _, number, _ in told] == list(range(len(told)))
    assert {total for _, _, total in told} == {len(told)}
    assert {name for name, _, _ in told} > set(Settings().sources())


def test_the_manifest_says_what_was_fitted(store: Store, snapshots: Snapshots) -> None:
    engine = fitting.fit(store, Settings(), snapshots, quiet)
    manifest = snapshots.read(engine.version)[1]
    assert (manifest["items"], manifest["users"]) == (len(engine.catalogue), 60)
    assert manifest["seq"] == store.last_seq()
    assert manifest["settings"] == fitting.fingerprint(Settings())


def test_the_manifest_says_what_was_left_out(store: Store, snapshots: Snapshots) -> None:
    assert snapshots.read(fitting.fit(store, Settings(), snapshots, quiet).version)[1]["dropped"] == {}
    tight = Settings(models=Models(item_to_item=Neighbourhood(memory=1e-5)))
    dropped = snapshots.read(fitting.fit(store, tight, snapshots, quiet).version)[1]["dropped"]
    assert dropped.keys() == {"item_to_item"}
    assert 0.5 < dropped["item_to_item"] < 1


def test_items_that_came_or_changed_since_are_loaded_too(store: Store, snapshots: Snapshots) -> None:
    fitted = fitting.fit(store, Settings(), snapshots, quiet)
    known = len(fitted.catalogue)
    changed = store.item("nosferatu-1922").model_copy(update={"text": "kazoo", "time": NOW})
    store.put_items([Item(id="blimp", title="Blimp", text="zeppelin", time=NOW), changed])
    store.delete_item("m-1931")
    loaded = fitting.load(store, Settings(), snapshots, fitted.version)
    assert len(loaded.catalogue) == known + 1
    for said, found in (("zeppelin", "blimp"), ("kazoo", "nosferatu-1922")):
        assert loaded.recommend(Request(text=said, k=1)).items[0].id == found
    shown = loaded.recommend(Request(k=300, filter={"id": {"in": ["blimp", "nosferatu-1922", "m-1931"]}}))
    assert {item.id for item in shown.items} == {"blimp", "nosferatu-1922"}
    # every model covers the new row, and knows the new times
    person = Profile(rows=np.array([0]), weights=np.ones(1, np.float32), now=NOW)
    for model in loaded.models.values():
        assert model.score(person).shape == (known + 1,)
    rows = loaded.catalogue.rows(["blimp", "nosferatu-1922"])
    assert loaded.models["latest"].score(person)[rows].tolist() == [1.0, 1.0]


def test_what_comes_while_fitting_is_learnt_the_next_time(store: Store, snapshots: Snapshots) -> None:
    """An event about an item that was not read yet must not end up in the sums."""

    def meanwhile(step: str, number: int, total: int) -> None:
        if step == "reading texts":
            store.put_items([Item(id="late")])
            store.add_events([Event(user="p001", item="late", kind="like")])

    before = store.last_seq()
    engine = fitting.fit(store, Settings(), snapshots, meanwhile)
    manifest = snapshots.read(engine.version)[1]
    assert (manifest["seq"], manifest["items"]) == (before, len(engine.catalogue))
    again = fitting.fit(store, Settings(), snapshots, quiet)
    assert len(again.catalogue) == len(engine.catalogue) + 1
    assert snapshots.read(again.version)[1]["events"] == manifest["events"] + 1


def test_models_of_another_record_are_refused(tmp_path: Path, snapshots: Snapshots) -> None:
    other = Store.open(tmp_path / "other.db")
    with other, pytest.raises(SnapshotError, match="knows 267 items, the record 0"):
        fitting.load(other, Settings(), snapshots, "000001")


@pytest.mark.parametrize(
    "damage",
    ["item_to_item/base_data.npy", "catalogue/vectors_indices.npy", "popular/manifest.json", MANIFEST,
     "catalogue/encoder/vocabulary.txt"],
)  # fmt: skip
def test_a_damaged_snapshot_is_refused(store: Store, snapshots: Snapshots, damage: str) -> None:
    path = snapshots.folder / "000001" / damage
    with path.open("r+b") as file:
        file.truncate(30)
    with pytest.raises(SnapshotError, match="wellread fit"):
        fitting.load(store, Settings(), snapshots, "000001")


def test_a_model_that_is_missing_from_the_snapshot(store: Store, snapshots: Snapshots) -> None:
    shutil.rmtree(snapshots.folder / "000001" / "words")
    with pytest.raises(SnapshotError, match="words"):
        fitting.load(store, Settings(), snapshots, "000001")


LITTLE = {
    "home": Pipeline(sources={"popular": 1, "latest": 0}),
    "similar": Pipeline(sources={"content": 1}),
    "search": Pipeline(sources={"popular": 1}),
}


def test_models_that_no_pipeline_weighs_are_not_fitted(store: Store, snapshots: Snapshots) -> None:
    fitted = fitting.fit(store, Settings(pipelines=LITTLE), snapshots, quiet)
    folder, manifest = snapshots.read(fitted.version)
    assert set(fitted.models) == set(manifest["models"]) == set(fitted.spreads) == {"popular", "content"}
    assert not (folder / "item_to_item").exists()
    assert set(fitting.load(store, Settings(pipelines=LITTLE), snapshots, fitted.version).models) == {
        "popular", "content",
    }  # fmt: skip


def test_a_pipeline_with_a_model_that_was_not_fitted(store: Store, snapshots: Snapshots) -> None:
    """It says what to do; the other pipelines answer."""
    fitting.fit(store, Settings(pipelines=LITTLE), snapshots, quiet)
    settings = Settings(pipelines={"new": Pipeline(sources={"next_item": 1})} | LITTLE)
    engine = fitting.load(store, settings, snapshots, "000002")
    assert engine.recommend(Request(now=NOW)).items
    with pytest.raises(SnapshotError, match=r"next_item.*without.*wellread fit"):
        engine.recommend(Request(pipeline="new", now=NOW))


def test_a_snapshot_is_outdated_when_it_lacks_a_model_or_was_fitted_otherwise(
    store: Store, snapshots: Snapshots
) -> None:
    manifest = snapshots.read(fitting.fit(store, Settings(), snapshots, quiet).version)[1]
    assert not fitting.outdated(manifest, Settings())
    fewer = {name: own.model_copy(update={"ranker": "weighted"}) for name, own in LITTLE.items()}
    home = BUILT_IN["home"]
    assert fitting.outdated(manifest, Settings(pipelines=LITTLE))
    for changed in ({"ranker": "trees"}, {"sources": {"popular": 1.0}}, {"filter": {"year": {"gt": 1960}}}):
        own = home.model_copy(update=changed)
        assert fitting.outdated(manifest, Settings(pipelines={"home": own})), changed
    shown = home.model_copy(update={"diversity": 0.5, "candidates": 100})
    assert not fitting.outdated(manifest, Settings(pipelines={"home": shown, "similar": fewer["similar"]}))
    assert fitting.outdated(manifest, Settings(language=Language(stem=False)))
    manifest["models"].remove("next_item")
    assert fitting.outdated(manifest, Settings())


def test_rankers_are_loaded_as_they_were_learnt(store: Store, snapshots: Snapshots) -> None:
    fitted = fitting.fit(store, Settings(), snapshots, quiet)
    loaded = fitting.load(store, Settings(), snapshots, fitted.version)
    assert fitted.rankers.keys() == loaded.rankers.keys() == {"home"}
    assert loaded.rankers["home"].saved() == fitted.rankers["home"].saved()
    manifest = snapshots.read(fitted.version)[1]
    assert manifest["rankers"]["home"].keys() == {"kind", "sources", "features"}


def test_which_ranker_answers(store: Store, snapshots: Snapshots) -> None:
    manifest = snapshots.read(fitting.fit(store, Settings(), snapshots, quiet).version)[1]
    assert fitting.joined(manifest, Settings()) == {"home": "learnt"}
    later = Settings(pipelines={"home": Pipeline(sources={"popular": 1.0}), "new": Pipeline()})
    assert fitting.joined(manifest, later) == {"home": "weighted", "new": "weighted"}
    nothing = manifest | {"rankers": {}, "spreads": {}}
    assert fitting.joined(nothing, Settings()) == {"home": "reciprocal_rank"}


@pytest.mark.parametrize("key", ["items", "item_version", "models", "spreads", "rankers"])
def test_a_manifest_that_lacks_something(store: Store, snapshots: Snapshots, key: str) -> None:
    path = snapshots.folder / "000001" / MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    del manifest[key]
    path.write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match=key):
        fitting.load(store, Settings(), snapshots, "000001")


def test_texts_read_by_other_settings_are_refused(store: Store, snapshots: Snapshots) -> None:
    with pytest.raises(SnapshotError, match="wellread fit"):
        fitting.load(store, Settings(language=Language(stem=False)), snapshots, "000001")


def test_the_fingerprint_is_of_what_decides_the_fit() -> None:
    usual = fitting.fingerprint(Settings())
    assert usual == fitting.fingerprint(Settings())
    assert json.loads(f'"{usual}"') == usual
    for other in (
        Settings(models=Models(item_to_item=Neighbourhood(ridge=7))),
        Settings(language=Language(stem=False)),
        Settings(events=Events(weights={"view": 0.9})),
    ):
        assert fitting.fingerprint(other) != usual
    assert fitting.fingerprint(Settings.model_validate({"server": {"port": 1}})) == usual


# ---- the log as the models see it


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "small.db") as store:
        store.put_items([Item(id=name) for name in "abc"])
        store.put_users([User(id="u", traits={"country": "CN"}), User(id="v", traits={"country": "DE"})])
        store.add_events(
            [
                Event(user="u", item="b", kind="like", time=30),
                Event(user="v", item="a", kind="rate", value=1, time=5),
                Event(user="u", item="a", kind="rate", value=5, time=10),
                Event(user="u", kind="search", text="x", time=11),
                Event(user="u", item="c", kind="read", time=20),
                Event(user="w", item="c", kind="hide", time=40),
            ]
        )
        yield store


def test_histories_are_in_order_of_time_with_signed_weights(small: Store) -> None:
    log = fitting.interactions(small, Settings())
    assert log.users.tolist() == [0, 0, 0, 1, 2]
    assert log.items.tolist() == [0, 2, 1, 0, 2]
    np.testing.assert_allclose(log.weights, [1, 0.5, 1, -0.5 / 3.5, -1], rtol=1e-6)
    assert log.segments == ()


def test_weights_are_those_of_single_events(small: Store) -> None:
    events, settings = [e for e in small.events() if e.item], Events(rating_neutral=2, default_weight=0.1)
    found = fitting.strengths(small.log(), settings)
    np.testing.assert_allclose(found, [strength(e.kind, e.value, settings) for e in events], rtol=1e-6)


def test_segments(small: Store) -> None:
    settings = Settings(models=Models(popular=Popular(segment="country")))
    log = fitting.interactions(small, settings)
    assert log.segments == ("CN", "DE", "")
    assert log.items.tolist() == [0, 2, 1, 0, 2]


def test_the_length_of_histories_is_bound_once_noise_is_weighed(small: Store) -> None:
    """The oldest event of the first history is learnt by nobody; what it says of the history is."""
    settings = Settings(models=Models(max_history=2), pipelines=LITTLE)
    catalogue = Catalogue.of([item for _, item in small.items()], LexicalEncoder(Language()))
    popular = fitting.fit_models(fitting.interactions(small, settings), catalogue, settings).models["popular"]
    assert popular.score(Profile()).astype(bool).tolist() == [False, True, True]


def test_what_was_weighed_down_is_in_the_manifest(small: Store, tmp_path: Path) -> None:
    """Somebody takes a like back, somebody else says the same twice."""
    small.add_events(
        [
            Event(user="u", item="b", kind="dislike", time=50),
            Event(user="w", item="a", kind="like", time=60),
            Event(user="w", item="a", kind="like", time=61),
        ]
    )
    snapshots = Snapshots(tmp_path / "models", 3)

    def noise(settings: Settings) -> Any:
        return snapshots.read(fitting.fit(small, settings, snapshots, quiet).version)[1]["noise"]

    assert noise(Settings()) == {
        "the same again within a short time": {"events": 1, "people": 1},
        "taken back later": {"events": 1, "people": 1},
    }
    assert noise(Settings(events=Events(noise=Noise(weigh=False)))) == {}


def test_only_up_to_a_seq(small: Store) -> None:
    assert fitting.interactions(small, Settings(), until=2).items.tolist() == [1, 0]


def test_an_empty_record(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "models", 3)
    with Store.open(tmp_path / "empty.db") as store:
        assert len(fitting.interactions(store, Settings())) == 0
        engine = fitting.fit(store, Settings(), snapshots, quiet)
        again = fitting.load(store, Settings(), snapshots, engine.version)
    for one in (engine, again):
        assert one.spreads == {}
        assert one.recommend(Request(text="anything")).items == []


def test_what_people_wrote_of_an_item_is_read_with_it(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "models", 3)
    with Store.open(tmp_path / "said.db") as store:
        store.put_items([Item(id="a", title="Alpha"), Item(id="b", title="Beta")])
        store.add_events(
            [
                Event(user="u", item="b", kind="review", text="a zeppelin lands"),
                Event(user="u", item="b", kind="review", text="x " * 3000),
                Event(user="u", item="b", kind="review", text="too much: kazoo"),
                Event(user="u", kind="search", text="kazoo"),
            ]
        )
        engine = fitting.fit(store, Settings(), snapshots, quiet)
    assert engine.recommend(Request(text="zeppelin", pipeline="home", k=1)).items[0].id == "b"
    assert engine.catalogue.encoder.encode(["kazoo"]).nnz == 0
