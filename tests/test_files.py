from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from wellread import files
from wellread.errors import SnapshotError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    matrix = csr_array(np.array([[0, 1.5], [2, 0]], np.float32))
    files.write(
        tmp_path / "new" / "folder",
        {"model": "x", "word": "乱"},
        {"numbers": np.arange(3), "nothing": np.zeros((0, 4)), "matrix": matrix},
    )
    return tmp_path / "new" / "folder"


def test_what_was_written_is_read(folder: Path) -> None:
    manifest, arrays = files.read(folder)
    assert (manifest["model"], manifest["word"], manifest["format"]) == ("x", "乱", files.FORMAT)
    assert arrays["numbers"].tolist() == [0, 1, 2]
    assert arrays["nothing"].shape == (0, 4)
    matrix = files.sparse(arrays, "matrix")
    assert matrix.dtype == np.float32
    assert matrix.toarray().tolist() == [[0, 1.5], [2, 0]]


def test_arrays_are_mapped_and_can_only_be_read(folder: Path) -> None:
    numbers = files.read(folder)[1]["numbers"]
    assert isinstance(numbers, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 5


def test_nothing_is_pickled(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="allow_pickle"):
        files.write(tmp_path, {}, {"objects": np.array([object()])})


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"manifest\.json.*wellread fit"):
        files.read(tmp_path / "none")


@pytest.mark.parametrize(
    "text", ["", "{", "\x00\x01", '{"format": 3', '{"format": 3}', '{"format": 3, "arrays": 3}']
)
def test_a_damaged_manifest(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    with pytest.raises(SnapshotError, match=r"damaged.*manifest\.json"):
        files.read(folder)


def test_a_manifest_that_is_no_text(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(SnapshotError, match="damaged"):
        files.read(folder)


@pytest.mark.parametrize("manifest", [{"format": 99}, {}, [1], "x", None])
def test_another_format(folder: Path, manifest: object) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match=f"expected format {files.FORMAT}"):
        files.read(folder)


@pytest.mark.parametrize("keep", [0, 5, 130])
def test_a_truncated_array(folder: Path, keep: int) -> None:
    with (folder / "numbers.npy").open("r+b") as file:
        file.truncate(keep)
    with pytest.raises(SnapshotError, match=r"numbers\.npy"):
        files.read(folder)


def test_an_array_of_another_shape(folder: Path) -> None:
    np.save(folder / "numbers.npy", np.arange(4))
    with pytest.raises(SnapshotError, match="32 bytes of data; the manifest says 24"):
        files.read(folder)


@pytest.mark.parametrize("kind", [3, [], ["<i8", "x"], ["no type", 3], ["|O", 3], ["<i8", -3]])
def test_a_manifest_with_an_odd_array(folder: Path, kind: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["arrays"]["numbers"] = kind
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match=r"damaged.*numbers\.npy"):
        files.read(folder)


def test_columns_first_is_no_order_to_read_by(tmp_path: Path) -> None:
    files.write(tmp_path, {}, {"turned": np.arange(6).reshape(2, 3).T})
    assert files.read(tmp_path)[1]["turned"].tolist() == [[0, 3], [1, 4], [2, 5]]


def test_a_missing_array(folder: Path) -> None:
    (folder / "matrix_data.npy").unlink()
    with pytest.raises(SnapshotError, match=r"matrix_data\.npy"):
        files.read(folder)


def test_an_array_with_another_content(folder: Path) -> None:
    """Same shape, one bit flipped: matrices with wild indices would be read past their end."""
    path = folder / "matrix_indices.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"matrix_indices\.npy.*checksum"):
        files.read(folder)


def test_what_was_mapped_and_not_changed_is_not_written_again(folder: Path, tmp_path: Path) -> None:
    _, arrays = files.read(folder)
    matrix = files.sparse(arrays, "matrix")
    files.write(tmp_path / "next", {"model": "y"}, {"matrix": matrix, "numbers": arrays["numbers"] + 0})
    for name, same in (("matrix_data", True), ("matrix_indices", True), ("numbers", False)):
        one, two = (place / f"{name}.npy" for place in (folder, tmp_path / "next"))
        assert (one.stat().st_ino == two.stat().st_ino) == same
    shutil.rmtree(folder)
    _, again = files.read(tmp_path / "next")
    assert files.sparse(again, "matrix").toarray().tolist() == [[0, 1.5], [2, 0]]


def test_a_part_of_what_was_mapped_is_written(folder: Path, tmp_path: Path) -> None:
    _, arrays = files.read(folder)
    files.write(tmp_path / "next", {}, {"numbers": arrays["numbers"][1:], "back": arrays["numbers"][::-1]})
    _, again = files.read(tmp_path / "next")
    assert (again["numbers"].tolist(), again["back"].tolist()) == ([1, 2], [2, 1, 0])


def test_where_files_cannot_be_linked_they_are_copied(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr("os.link", refused)
    _, arrays = files.read(folder)
    files.write(tmp_path / "next", {}, {"numbers": arrays["numbers"]})
    assert files.read(tmp_path / "next")[1]["numbers"].tolist() == [0, 1, 2]
    files.link_all(folder, tmp_path / "all")
    assert files.read(tmp_path / "all")[0]["word"] == "乱"
