"""The rows of a file, by the format its name tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from wellread.data.csv_rows import csv_rows
from wellread.data.intake import Intake, Row
from wellread.data.jsonl_rows import jsonl_rows
from wellread.data.parquet_rows import parquet_rows
from wellread.errors import InvalidInput, NotFound

_READERS: dict[str, Callable[[Intake], Iterator[Row]]] = {
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".json": jsonl_rows,
    ".parquet": parquet_rows,
}
SUFFIXES = tuple(_READERS)
"""Formats that can be read; those of text may be packed, too (`.csv.gz`)."""


def file_rows(intake: Intake) -> Iterator[Row]:
    """The rows of the file as it has them; rows that cannot be split into cells are refused.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it has another format, another encoding or is damaged.
    """
    path = intake.path
    if not path.exists():
        raise NotFound(f"{path} does not exist", "an existing file", "Check the path.")
    reader = _READERS.get(_suffix(path))
    if reader is None or not path.is_file():
        raise InvalidInput(
            f"{path} is not a file of a known format",
            f"a file ending in {', '.join(SUFFIXES)}, text also in .gz",
            "Convert or rename it.",
        )
    return reader(intake)


def _suffix(path: Path) -> str:
    """The ending that names the format, in lower case; that of `x.csv.gz` is `.csv`."""
    name = path.name.lower()
    return Path(name.removesuffix(".gz")).suffix
