from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import wellread
from wellread.domain import Event, Item
from wellread.engine import fitting
from wellread.engine.read_columns import ItemRead, read_of
from wellread.engine.workspace import Workspace
from wellread.settings import FILE

from .test_tagging import BARE, KNOWN, film


def opinions(item: str, text: str, n: int) -> list[Event]:
    return [Event(user=f"{item}-{i}", item=item, kind="review", text=text, time=1e9 + i) for i in range(n)]


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    made = wellread.open(tmp_path / "shop")
    made.put_items(KNOWN + BARE)
    made.add_events(opinions("f0", "Excellent, I loved it", 4) + opinions("f1", "Terrible, a waste", 4))
    made.fit()
    return made


def of(workspace: Workspace, item: str) -> ItemRead:
    catalogue = workspace.engine.catalogue
    return read_of(catalogue, catalogue.require(item))


def test_what_is_read_stands_in_the_catalogue(shop: Workspace) -> None:
    with shop:
        assert of(shop, "f0").sentiment > 0.3
        assert of(shop, "f1").sentiment < -0.3
        assert of(shop, "f0").reviews == 4
        assert of(shop, "f2") == ItemRead(0.0, 0, (), "")
        own = of(shop, BARE[0].id)
        assert own == ItemRead(0.0, 0, ("farm",), "FARM")
        mask = shop.engine.catalogue.mask({"read_tags": "farm"})
        assert {shop.engine.catalogue.ids[row] for row in mask.nonzero()[0]} == {
            item.id for item in BARE if int(item.id[1:]) % 3 == 1
        }
        assert shop.engine.catalogue.mask({"sentiment": {"gt": 0}}).sum() == 1


def test_a_snapshot_holds_it(shop: Workspace) -> None:
    before = of(shop, BARE[0].id), of(shop, "f0")
    shop.close()
    with wellread.open(shop.folder) as again:
        assert (of(again, BARE[0].id), of(again, "f0")) == before


def test_what_comes_later_is_read_by_the_learner(shop: Workspace) -> None:
    with shop:
        version = shop.version
        new = film(9 * len(KNOWN) + 1, tags=False, category=False)
        shop.put_items([new, KNOWN[0].model_copy(update={"title": "Another name"})])
        assert of(shop, "f0").reviews == 4  # changed, and still what people say of it
        shop.add_events(opinions("f2", "Wonderful, brilliant", 3) + opinions("f0", "Bad", 1))
        shop.learn()
        assert shop.version != version
        assert of(shop, new.id) == ItemRead(0.0, 0, ("farm",), "FARM")
        assert of(shop, "f2").sentiment > 0.2
        assert of(shop, "f0").reviews == 5
        shop.learn()  # nothing is new
        learnt = [of(shop, item.id) for item in KNOWN[:5]]
        shop.fit()
        assert [of(shop, item.id) for item in KNOWN[:5]] == learnt
    with wellread.open(shop.folder) as again:
        assert of(again, "f2").reviews == 3
        again.add_events(opinions("f3", "Wonderful", 1))
        again.learn()
        assert of(again, "f3").reviews == 1


def test_erased_reviews_are_taken_back(shop: Workspace) -> None:
    with shop:
        for number in range(4):
            shop.delete_user(f"f0-{number}")
        shop.learn()
        assert of(shop, "f0") == ItemRead(0.0, 0, (), "")
        assert of(shop, "f1").reviews == 4


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / FILE).write_text("[reading]\nsentiment = false\ntags = false\n", "utf-8")
    with wellread.open(tmp_path / "shop") as shop:
        shop.put_items(KNOWN + BARE)
        shop.add_events(opinions("f0", "Excellent", 4))
        shop.fit()
        assert of(shop, "f0") == of(shop, BARE[0].id) == ItemRead(0.0, 0, (), "")
        shop.put_items([film(1000, tags=False)])
        shop.learn()
        assert not shop.status()["settings_changed"]


def test_switching_it_on_asks_for_a_fit(shop: Workspace) -> None:
    changed = shop.settings.model_copy(deep=True)
    changed.reading.tags = False
    assert fitting.fingerprint(changed) != fitting.fingerprint(shop.settings)
    changed = shop.settings.model_copy(deep=True)
    changed.reading.summaries = 5
    assert fitting.fingerprint(changed) == fitting.fingerprint(shop.settings)
    shop.close()


def test_a_snapshot_of_before_goes_on_without(shop: Workspace) -> None:
    shop.close()
    (version,) = shop.snapshots.versions()
    shutil.rmtree(shop.snapshots.folder / version / fitting.READING)
    with wellread.open(shop.folder) as again:
        assert of(again, "f0").reviews == 0
        again.put_items([Item(id="new", title="New")])
        again.learn()
        assert of(again, "new").reviews == 0
