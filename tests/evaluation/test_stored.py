from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from tests.evaluation.hand_made import Scripted, catalogue, right, world, wrong

from wellread.errors import InvalidInput
from wellread.evaluation import stored
from wellread.evaluation.results import Results
from wellread.evaluation.run import evaluate


@pytest.fixture(scope="module")
def found() -> Results:
    """With nan in it: nobody is popular here."""
    return evaluate([Scripted("a", right), Scripted("b", wrong)], world(), catalogue(), ("ndcg@10",))


def test_what_is_stored_comes_back(found: Results, tmp_path: Path) -> None:
    path = stored.put(tmp_path, "2026-01-02T03:04:05+00:00", found.hash, found.saved())

    assert path.name == f"20260102T030405-{found.hash}.json"
    loaded, unread = stored.results(tmp_path)
    assert not unread
    assert list(loaded) == [path.stem]
    own = loaded[path.stem]
    assert own.saved() == found.saved()
    assert (own.against, own.tables, own.metrics) == (found.against, found.tables, found.metrics)
    assert own.rows[0].metrics == found.rows[0].metrics
    assert own.rows[0].cases == {}


def test_two_of_one_second_are_both_kept(found: Results, tmp_path: Path) -> None:
    names = {stored.put(tmp_path, found.date, found.hash, found.saved()).name for _ in range(3)}

    assert len(names) == 3
    assert len(stored.results(tmp_path)[0]) == 3


def test_files_of_others_are_told_and_left_out(found: Results, tmp_path: Path) -> None:
    stored.put(tmp_path, found.date, "tuning-1", {"kind": "tuning"})
    (tmp_path / "1-damaged.json").write_text('{"kind"', "utf-8")
    (tmp_path / "2-list.json").write_text("[1]", "utf-8")
    (tmp_path / "3-old.json").write_text(json.dumps(found.saved() | {"format": 99}), "utf-8")
    (tmp_path / "4-part.json").write_text('{"kind": "evaluation", "format": 1}', "utf-8")

    loaded, unread = stored.results(tmp_path)

    assert not loaded
    assert unread == ["1-damaged.json", "2-list.json", "3-old.json", "4-part.json"]


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *_: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        stored.write(tmp_path / "report.html", "text")
    assert not list(tmp_path.iterdir())


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("old", "utf-8")
    path.chmod(0o600)

    stored.write(path, "new")

    assert path.read_text("utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_written_is_known_before(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput, match="cannot be written"):
        stored.demand_writable(tmp_path / "file" / "report.html")
    with pytest.raises(InvalidInput, match="is a folder"):
        stored.demand_writable(tmp_path)
    stored.demand_writable(tmp_path / "new" / "report.html")
    assert not list((tmp_path / "new").iterdir())
