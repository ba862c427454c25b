from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from wellread.engine.snapshot import CURRENT, FORMAT, MANIFEST, Snapshots
from wellread.errors import NotFound, SnapshotError


def filled(text: str = "x") -> Any:
    def fill(folder: Path) -> dict[str, Any]:
        (folder / "state").write_text(text)
        return {"said": text}

    return fill


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "models", keep=3)


def test_before_the_first_there_is_none(snapshots: Snapshots) -> None:
    assert snapshots.versions() == []
    assert snapshots.current() is None
    assert not snapshots.folder.exists()


def test_what_was_written_is_current_and_can_be_read(snapshots: Snapshots) -> None:
    assert snapshots.write(filled("one")) == "000001"
    assert snapshots.write(filled("two")) == "000002"
    assert snapshots.current() == "000002"
    folder, manifest = snapshots.read("000002")
    assert (folder / "state").read_text() == "two"
    assert manifest == {"format": FORMAT, "version": "000002", "said": "two"}
    assert snapshots.read("000001")[1]["said"] == "one"


def test_only_so_many_are_kept(snapshots: Snapshots) -> None:
    for number in range(5):
        snapshots.write(filled(str(number)))
    assert snapshots.versions() == ["000003", "000004", "000005"]


def test_rolling_back_step_by_step(snapshots: Snapshots) -> None:
    with pytest.raises(NotFound, match="nothing was fitted yet"):
        snapshots.rollback()
    for number in range(3):
        snapshots.write(filled(str(number)))
    assert snapshots.rollback() == snapshots.current() == "000002"
    assert snapshots.rollback() == snapshots.current() == "000001"
    with pytest.raises(NotFound, match=r"no fit is older than 000001.*000002"):
        snapshots.rollback()
    assert snapshots.write(filled()) == snapshots.current() == "000004"
    assert snapshots.rollback() == "000003"


def test_a_failure_in_the_middle_leaves_the_old_one(snapshots: Snapshots) -> None:
    snapshots.write(filled("old"))

    def fail(folder: Path) -> dict[str, Any]:
        (folder / "half").write_text("ha")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        snapshots.write(fail)
    assert snapshots.current() == "000001"
    assert [path.name for path in sorted(snapshots.folder.iterdir())] == ["000001", CURRENT, "LOCK"]
    assert snapshots.write(filled("new")) == "000002"


def test_what_a_killed_process_left_behind_is_no_snapshot(snapshots: Snapshots) -> None:
    snapshots.write(filled("old"))
    left = snapshots.folder / "draft-1"
    left.mkdir()
    (left / "half").write_text("ha")
    os.utime(left, (0, 0))
    (snapshots.folder / f"{CURRENT}.draft").write_text("000")
    assert (snapshots.current(), snapshots.versions()) == ("000001", ["000001"])
    assert snapshots.write(filled("new")) == "000002"
    assert [path.name for path in sorted(snapshots.folder.iterdir())] == ["000001", "000002", CURRENT, "LOCK"]
    assert not (snapshots.folder / "000002" / "half").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '"x"', "null", '{"version": 1}', "\x00"])
def test_an_unreadable_manifest(snapshots: Snapshots, text: str) -> None:
    version = snapshots.write(filled())
    (snapshots.folder / version / MANIFEST).write_text(text)
    with pytest.raises(SnapshotError, match=r"000001.*cannot be read.*wellread fit --rollback"):
        snapshots.read(version)


@pytest.mark.parametrize("version", ["000009", "nonsense", "\x00"])
def test_a_snapshot_that_is_not_there(snapshots: Snapshots, version: str) -> None:
    with pytest.raises(SnapshotError, match="cannot be read"):
        snapshots.read(version)


def test_another_format(snapshots: Snapshots) -> None:
    version = snapshots.write(filled())
    (snapshots.folder / version / MANIFEST).write_text(json.dumps({"format": 99}))
    with pytest.raises(SnapshotError, match=f"is of format 99; expected format {FORMAT}.*wellread fit"):
        snapshots.read(version)


@pytest.mark.parametrize(
    ("held", "current"), [(b"", None), (b" \n", None), (b"000001", "000001"), (b"\xff", "�")]
)
def test_whatever_the_file_current_holds(snapshots: Snapshots, held: bytes, current: str | None) -> None:
    snapshots.write(filled())
    (snapshots.folder / CURRENT).write_bytes(held)
    assert snapshots.current() == current
