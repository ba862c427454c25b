"""The lexical encoder on disk: arrays with a manifest, and a vocabulary of UTF-8 lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wellread import files
from wellread.errors import SnapshotError
from wellread.settings import Language

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
    files.write(folder, {"kind": _KIND, **counts, "settings": _relevant(settings)}, arrays)


def read(folder: Path, settings: Language) -> State:
    """Read what `write` wrote.

    Raises:
        SnapshotError: as `LexicalEncoder.load`.
    """
    manifest, arrays = files.read(folder)
    try:
        lines = (folder / "vocabulary.txt").read_bytes().decode("utf-8")
        names = lines.split("\n") if lines else []
        weights, df = np.array(arrays["weights"], np.float64), np.array(arrays["df"], np.int64)
        state = State(
            int(manifest["n"]), int(manifest["n_fitted"]), list(manifest["languages"]), names, weights, df
        )
        kind, given = manifest["kind"], manifest["settings"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise files.damaged(folder, str(error) or type(error).__name__) from None
    if kind != _KIND:
        raise files.damaged(folder, f"it holds a '{kind}', not a '{_KIND}' encoder")
    if not len(set(names)) == len(names) == len(weights) == len(df):
        raise files.damaged(folder, "the vocabulary and the arrays differ in length")
    if given != _relevant(settings):
        raise SnapshotError(
            f"the encoder in {folder} was fitted with language settings {given}",
            f"the present ones, {_relevant(settings)}",
            "Run: wellread fit (or put the settings back).",
        )
    return state


def _relevant(settings: Language) -> dict[str, Any]:
    return settings.model_dump(include=_ENCODING_KEYS)
