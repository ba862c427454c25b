"""Folders of token vectors, in the forms in which they are passed around."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from wellread.errors import InvalidInput, MissingExtra, NotFound
from wellread.language.encoders.base import Floats, sayable
from wellread.language.encoders.longest_match import LongestMatch

Tokens = Callable[[str], Sequence[int]]
"""Text -> the ids of its tokens; those without a vector are left out."""
NAMES = ("embeddings", "embedding.weight")
"""What model2vec, and sentence-transformers, call the table in a file of safetensors."""


class TokenVectors(NamedTuple):
    """What a folder holds."""

    tokens: Tokens
    table: Floats
    """(n_rows, d)"""
    rows: npt.NDArray[np.int64] | None
    """(n_tokens,) the row of each token; None: the token's id."""
    weights: Floats | None
    """(n_tokens,) how much each token says; None: all alike, or the table says it already."""
    hash: str
    """Of the files."""


def read(folder: Path) -> TokenVectors:
    """Read a folder, or one file of word2vec's text format.

    Known are `model.safetensors` with `tokenizer.json` (model2vec, sentence-transformers; extra `torch`), a
    table in `.npz` or `.npy` with `vocab.json` (a list of tokens, or token -> row), and `.vec` or `.txt`.

    Raises:
        NotFound: there is nothing at `folder`.
        InvalidInput: none of these is there, or what is there cannot be read.
        MissingExtra: `tokenizers` or `safetensors` is not installed.
    """
    if not folder.exists():
        raise NotFound(f"no folder '{folder}'", "a folder of token vectors", "Correct `encoder.model`.")
    files = [folder] if folder.is_file() else sorted(path for path in folder.iterdir() if path.is_file())
    try:
        return _read(folder, files)
    except MissingExtra:
        raise
    except Exception as error:  # what the readers of these files raise has no class of its own
        raise InvalidInput(
            f"token vectors in '{folder}' that cannot be read: {error}",
            "model.safetensors with tokenizer.json; .npz or .npy with vocab.json; or .vec",
            "Copy the folder again, or name another in `encoder.model`.",
        ) from error


def _read(folder: Path, files: Sequence[Path]) -> TokenVectors:
    by_name = {path.name: path for path in files}
    by_kind = {path.suffix: path for path in reversed(files)}
    if "tokenizer.json" in by_name and ".safetensors" in by_kind:
        return _safetensors(by_kind[".safetensors"], by_name["tokenizer.json"])
    table = by_kind.get(".npz") or by_kind.get(".npy")
    if table and "vocab.json" in by_name:
        return _numpy(table, by_name["vocab.json"])
    text = by_kind.get(".vec") or by_kind.get(".txt")
    if text:
        return _word2vec(text)
    raise ValueError(f"it holds {', '.join(by_name) or 'nothing'}")


def _safetensors(table: Path, tokenizer: Path) -> TokenVectors:
    try:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingExtra("torch", f"reading the token vectors in '{table.parent}'") from error
    tensors = load_file(table)
    name = next((name for name in NAMES if name in tensors), None)
    if name is None:
        raise ValueError(f"{table.name} holds {', '.join(tensors)}, not {' or '.join(NAMES)}")
    reader: Any = Tokenizer.from_file(str(tokenizer))
    reader.no_truncation()
    reader.no_padding()
    unknown = json.loads(reader.to_str())["model"].get("unk_token")
    nothing = reader.token_to_id(unknown) if isinstance(unknown, str) else None
    found = _checked(tensors[name])
    rows, weights = tensors.get("mapping"), tensors.get("weights")
    n = len(found) if rows is None else len(rows)

    def tokens(text: str) -> list[int]:
        ids: list[int] = reader.encode(sayable(text), add_special_tokens=False).ids
        return [id for id in ids if id != nothing and id < n]

    return TokenVectors(
        tokens,
        found,
        None if rows is None else rows.astype(np.int64),
        None if weights is None else weights.astype(np.float32),
        _hash(table, tokenizer),
    )


def _numpy(table: Path, vocabulary: Path) -> TokenVectors:
    held = np.load(table, allow_pickle=False)
    found = _checked(held if table.suffix == ".npy" else held[held.files[0]])
    names = json.loads(vocabulary.read_text("utf-8"))
    ids = names if isinstance(names, dict) else {token: row for row, token in enumerate(names)}
    ids = {token: row for token, row in ids.items() if isinstance(row, int) and 0 <= row < len(found)}
    return TokenVectors(LongestMatch(ids), found, None, None, _hash(table, vocabulary))


def _word2vec(path: Path) -> TokenVectors:
    """One token a line with its numbers; the first line may hold the two sizes."""
    ids, rows = dict[str, int](), list[npt.NDArray[np.float32]]()
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines):
            token, *numbers = line.rstrip().split(" ")
            if (number == 0 and len(numbers) == 1) or token in ids or not numbers:
                continue
            ids[token] = len(rows)
            rows.append(np.array(numbers, np.float32))
    found = _checked(np.array(rows))
    return TokenVectors(LongestMatch(ids), found, None, None, _hash(path))


def _checked(table: npt.NDArray[Any]) -> Floats:
    if table.ndim != 2 or not table.size or not np.issubdtype(table.dtype, np.number):
        raise ValueError(f"a table of {table.dtype} and shape {table.shape}, not (tokens, numbers)")
    found = table.astype(np.float32)
    if not np.isfinite(found).all():
        raise ValueError("numbers that are not finite")
    return found


def _hash(*paths: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:24]
