"""How state is written to disk and read back: plain arrays and a manifest, never pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wellread.errors import SnapshotError

FORMAT = 2
"""Grows when the meaning of a stored array changes."""


def write(
    folder: Path, manifest: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any] | csr_array]
) -> None:
    """Write `arrays` and a `manifest.json` that lists their shapes."""
    folder.mkdir(parents=True, exist_ok=True)
    shapes: dict[str, list[int]] = {}
    for name, array in arrays.items():
        parts = _parts(name, array) if isinstance(array, csr_array) else {name: array}
        for part, values in parts.items():
            np.save(folder / f"{part}.npy", values, allow_pickle=False)
            shapes[part] = list(values.shape)
    text = json.dumps({"format": FORMAT, **manifest, "arrays": shapes}, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text, "utf-8")


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
    shapes = manifest.get("arrays")
    if not isinstance(shapes, dict):
        raise damaged(folder, "manifest.json names no arrays")
    arrays = {}
    for name, shape in shapes.items():
        try:
            array = np.load(
                folder / f"{name}.npy", mmap_mode="r" if np.prod(shape) else None, allow_pickle=False
            )
        except (OSError, ValueError, EOFError) as error:
            raise damaged(folder, f"{name}.npy: {error}") from None
        if list(array.shape) != shape:
            raise damaged(folder, f"{name}.npy holds {array.shape}, the manifest says {tuple(shape)}")
        arrays[name] = array
    return manifest, arrays


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
