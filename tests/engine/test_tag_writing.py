from __future__ import annotations

from pathlib import Path

import pytest
from tests.endpoints import Stub, stub

import wellread
from wellread.domain import Item
from wellread.engine.tag_writing import write_tags
from wellread.engine.workspace import Workspace
from wellread.errors import SettingsError
from wellread.settings import FILE

ITEMS = [
    Item(id="alien", title="Alien", text="Fear in a spaceship."),
    Item(id="ran", title="Ran", text="A lord grows old.", tags=["war"]),
    Item(id="bare", title="Bare"),
]


def shop(folder: Path, server: Stub | None) -> Workspace:
    folder.mkdir()
    own = f'[writer]\nkind = "endpoint"\nurl = "{server.url}"\nmodel = "stub"\n' if server else ""
    (folder / FILE).write_text(own, "utf-8")
    made = wellread.open(folder)
    made.put_items(ITEMS)
    made.fit()
    return made


def test_what_holds_is_kept_as_the_items_own(tmp_path: Path) -> None:
    with stub(lambda body: '{"tags": ["WAR", "spaceship", "bestseller"]}') as server:
        with shop(tmp_path / "shop", server) as there:
            ((item, tags),) = write_tags(there, 10)
            assert (item.id, tags) == ("alien", ("war", "spaceship"))
            assert there.store.item("alien").tags == ["war", "spaceship"]
            assert list(write_tags(there, 10)) == []
        assert len(server.received) == 1


def test_an_answer_that_is_none_changes_nothing(tmp_path: Path) -> None:
    with stub(lambda body: "I cannot do that") as server, shop(tmp_path / "shop", server) as there:
        assert [tags for _, tags in write_tags(there, 10)] == [()]
        assert there.store.item("alien").tags == []


def test_without_a_language_model_it_says_so(tmp_path: Path) -> None:
    with shop(tmp_path / "shop", None) as there, pytest.raises(SettingsError, match="no writer"):
        list(write_tags(there, 10))
