"""The lexical encoder on disk: a manifest, a vocabulary of UTF-8 lines, two arrays."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wellread.errors import SnapshotError
from wellread.settings import Language

FORMAT = 1
"""Version of the files; raised when they or the features themselves change."""
_KIND = "lexical"
_ENCODING_KEYS = {"strip_markup", "stop_words", "stem", "bigrams", "max_chars"}
"""Settings that decide what the features of a text are."""


@dataclass(frozen=True, slots=True)
class State:
    """What a fitted lexical encoder consists of."""

    n: int
    n_fitted: int
    languages: list[str]
    names: list[str]
    weights: npt.NDArray[np.float64]
    df: npt.NDArray[np.int64]


def write(
    folder: Path,
    settings: Language,
    counts: Mapping[str, object],
    names: Sequence[str],
    arrays: Mapping[str, npt.NDArray[Any]],
) -> None:
    """Write one encoder to `folder`; the manifest last, so that a folder with one is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_bytes("\n".join(names).encode())
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    manifest = {
        "kind": _KIND,
        "format": FORMAT,
        "features": len(names),
        **counts,
        "settings": _relevant(settings),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")


def read(folder: Path, settings: Language) -> State:
    """Read what `write` wrote.

    Raises:
        SnapshotError: as `LexicalEncoder.load`.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        _check_kind(manifest, folder)
        lines = (folder / "vocabulary.txt").read_bytes().decode("utf-8")
        weights = np.load(folder / "weights.npy", allow_pickle=False).astype(np.float64)
        df = np.load(folder / "df.npy", allow_pickle=False).astype(np.int64)
        names = lines.split("\n") if lines else []
        state = State(
            int(manifest["n"]), int(manifest["n_fitted"]), list(manifest["languages"]), names, weights, df
        )
        given = manifest["settings"]
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise _damaged(folder, str(error) or type(error).__name__) from None
    if not len(set(names)) == len(names) == manifest["features"] == len(weights) == len(df):
        raise _damaged(folder, "the vocabulary and the arrays differ in length")
    if given != _relevant(settings):
        raise SnapshotError(
            f"the encoder in {folder} was fitted with language settings {given}",
            f"the present ones, {_relevant(settings)}",
            "Run: wellread fit (or put the settings back).",
        )
    return state


def _check_kind(manifest: Any, folder: Path) -> None:
    found = (manifest["kind"], manifest["format"])
    if found != (_KIND, FORMAT):
        raise SnapshotError(
            f"{folder} holds a '{found[0]}' in format {found[1]}",
            f"a '{_KIND}' in format {FORMAT}",
            "It was written by another version: run wellread fit.",
        )


def _relevant(settings: Language) -> dict[str, Any]:
    return settings.model_dump(include=_ENCODING_KEYS)


def _damaged(folder: Path, why: str) -> SnapshotError:
    return SnapshotError(
        f"the encoder in {folder} cannot be read: {why}", "the files that `save` wrote", "Run: wellread fit."
    )
