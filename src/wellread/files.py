"""How state is written to disk and read back: plain arrays and a manifest, never pickle."""

from __future__ import annotations

import json
import math
import os
import shutil
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.errors import SnapshotError

FORMAT = 3
"""Grows when the meaning of a stored array changes."""


def write(
    folder: Path, manifest: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any] | csr_array]
) -> None:
    """Write `arrays` and a `manifest.json` that lists their types, shapes and checksums.

    An array that `read` mapped and nobody changed is not written again: its file gets one more name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shapes: dict[str, list[str | int]] = {}
    checksums: dict[str, int] = {}
    for name, array in arrays.items():
        parts = _parts(name, array) if isinstance(array, csr_array) else {name: array}
        for part, values in parts.items():
            path, source = folder / f"{part}.npy", _source(values)
            if source is None or not link(source, path):
                np.save(path, np.ascontiguousarray(values), allow_pickle=False)
            shapes[part], checksums[part] = [values.dtype.str, *values.shape], _checksum(path)
    whole = {"format": FORMAT, **manifest, "arrays": shapes, "checksums": checksums}
    (folder / "manifest.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")


def link(source: Path, path: Path) -> bool:
    """Give a file another name, or False where that cannot be done: it is gone, or on another disk."""
    try:
        os.link(source, path)
    except OSError:
        return False
    return True


def link_all(source: Path, folder: Path) -> None:
    """Give all files below `source` another name below `folder`, or copy them where that cannot be done."""
    for path in source.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not link(path, target):
                shutil.copyfile(path, target)


def _source(array: npt.NDArray[Any]) -> Path | None:
    """The file that `array` is the whole content of, as it was mapped."""
    mapped: Any = array
    while isinstance(mapped.base, np.ndarray):
        mapped = mapped.base
    if not isinstance(mapped, np.memmap) or mapped.filename is None or not array.flags.c_contiguous:
        return None
    same = mapped.ctypes.data == array.ctypes.data and mapped.nbytes == array.nbytes
    return Path(mapped.filename) if same and mapped.dtype == array.dtype else None


def _checksum(path: Path) -> int:
    """CRC-32 of a file; a file is read once, whatever names it has."""
    found = path.stat()
    key = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
    if key not in _CHECKSUMS:
        value = 0
        with path.open("rb") as file:
            while piece := file.read(2**22):
                value = zlib.crc32(piece, value)
        if len(_CHECKSUMS) > MOST:
            _CHECKSUMS.clear()
        _CHECKSUMS[key] = value
    return _CHECKSUMS[key]


_CHECKSUMS: dict[tuple[int, int, int, int], int] = {}
MOST = 10_000
"""Files whose checksums are remembered."""


def read(folder: Path) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The manifest and the arrays of `folder`, memory-mapped.

    Raises:
        SnapshotError: missing, damaged or written by another version.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(folder, f"manifest.json: {error}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise SnapshotError(
            f"{folder} is of format {found}",
            f"format {FORMAT}, that of this version of wellread",
            "Fit again with `wellread fit`; the data are untouched.",
        )
    shapes, checksums = manifest.get("arrays"), manifest.get("checksums")
    if not isinstance(shapes, dict) or not isinstance(checksums, dict):
        raise damaged(folder, "manifest.json names no arrays")
    arrays = {}
    for name, kind in shapes.items():
        path = folder / f"{name}.npy"
        try:
            dtype, *shape = kind
            array = _mapped(path, np.dtype(dtype), tuple(shape))
        except (OSError, ValueError, TypeError) as error:
            raise damaged(folder, f"{name}.npy: {error}") from None
        if _checksum(path) != checksums.get(name):
            raise damaged(folder, f"{name}.npy does not have the checksum in the manifest")
        arrays[name] = array
    return manifest, arrays


def _mapped(path: Path, dtype: np.dtype[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """The array in a file of NumPy's format, whose type and shape are known.

    Not by `np.load`: it has Python's parser read the head of each file, which costs more than the mapping,
    and which CPython 3.11 does wrong when two threads do it at once.
    """
    if dtype.hasobject:
        raise ValueError("an array of objects")
    with path.open("rb") as file:
        major, _ = np.lib.format.read_magic(file)
        size = 2 if major == 1 else 4
        offset = file.tell() + size + int.from_bytes(file.read(size), "little")
    held, wanted = path.stat().st_size - offset, dtype.itemsize * math.prod(shape)
    if held != wanted:
        raise ValueError(f"{held} bytes of data; the manifest says {wanted}")
    return np.memmap(path, dtype, "r", offset, shape) if wanted else np.zeros(shape, dtype)


def sparse(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> csr_array:
    """The sparse matrix that `write` stored under `name`."""
    data, indices, indptr, shape = (
        arrays[f"{name}_{part}"] for part in ("data", "indices", "indptr", "shape")
    )
    return csr_array((data, indices, indptr), shape=(int(shape[0]), int(shape[1])))


def _parts(name: str, matrix: csr_array) -> dict[str, npt.NDArray[Any]]:
    return {
        f"{name}_data": matrix.data,
        f"{name}_indices": matrix.indices,
        f"{name}_indptr": matrix.indptr,
        f"{name}_shape": np.array(matrix.shape, np.int64),
    }


def damaged(folder: Path, what: str) -> SnapshotError:
    """The error for files that cannot be used."""
    return SnapshotError(
        f"the fitted models in {folder} are damaged ({what})",
        "a folder that was written whole",
        "Go back with `wellread fit --rollback` or fit again with `wellread fit`; the data are untouched.",
    )
