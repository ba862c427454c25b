from __future__ import annotations

from pathlib import Path

import pytest

import wellread
from wellread.domain import Event, Item
from wellread.errors import SettingsError
from wellread.settings import FILE


@pytest.mark.parametrize("kind", [str, Path])
def test_opening_makes_the_workspace(tmp_path: Path, kind: type) -> None:
    folder = tmp_path / "a" / "new shop 店"
    with wellread.open(kind(folder)) as shop:
        assert shop.status()["items"] == 0
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["wellread.db", FILE]


def test_what_was_put_in_is_there_the_next_time(tmp_path: Path) -> None:
    with wellread.open(tmp_path) as shop:
        shop.put_items([Item(id="a", title="Alien", text="a ship in space"), Item(id="b", title="Brazil")])
        shop.add_events([Event(user="u", item="b", kind="like")])
        first = [item.id for item in shop.recommend(user="u").items]
    with wellread.open(tmp_path) as shop:
        assert [item.id for item in shop.recommend(user="u").items] == first == ["a"]
        assert shop.recommend(text="space").items[0].title == "Alien"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("x")
    with pytest.raises(SettingsError, match=r"shop is a file.*Name another folder"):
        wellread.open(tmp_path / "shop")


def test_settings_that_are_there_are_kept_and_used(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[server]\nport = 5")
    with wellread.open(tmp_path) as shop:
        assert shop.settings.server.port == 5
    assert (tmp_path / FILE).read_text() == "[server]\nport = 5"


def test_settings_that_are_made_are_the_defaults(tmp_path: Path) -> None:
    with wellread.open(tmp_path / "one") as shop:
        assert shop.settings == wellread.settings.load(None)


def test_bad_settings_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[sevrer]")
    with pytest.raises(SettingsError, match=r"did you mean .server."):
        wellread.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_the_package_has_a_version_and_little_else() -> None:
    assert wellread.__version__.count(".") == 2
