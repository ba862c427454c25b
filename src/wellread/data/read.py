"""Validated records out of a file, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, overload

from wellread.data.batches import batches
from wellread.data.intake import Intake, Progress, What
from wellread.data.quarantine import Quarantine
from wellread.data.report import Report
from wellread.data.rows import file_rows
from wellread.domain import Event, Item, User


@overload
def read(
    path: Path, what: Literal["items"], mapping: Mapping[str, str] | None = ...,
    quarantine: Quarantine | None = ..., *, report: Report | None = ..., encoding: str = ...,
    progress: Progress | None = ...,
) -> Iterator[list[Item]]: ...  # fmt: skip
@overload
def read(
    path: Path, what: Literal["users"], mapping: Mapping[str, str] | None = ...,
    quarantine: Quarantine | None = ..., *, report: Report | None = ..., encoding: str = ...,
    progress: Progress | None = ...,
) -> Iterator[list[User]]: ...  # fmt: skip
@overload
def read(
    path: Path, what: Literal["events"], mapping: Mapping[str, str] | None = ...,
    quarantine: Quarantine | None = ..., *, report: Report | None = ..., encoding: str = ...,
    progress: Progress | None = ...,
) -> Iterator[list[Event]]: ...  # fmt: skip
def read(
    path: Path,
    what: What,
    mapping: Mapping[str, str] | None = None,
    quarantine: Quarantine | None = None,
    *,
    report: Report | None = None,
    encoding: str = "utf-8",
    progress: Progress | None = None,
) -> Iterator[Any]:
    """Read a CSV, JSON Lines or Parquet file in batches of at most `BATCH` records.

    Args:
        path: The file; its name tells the format.
        what: The kind of records it holds.
        mapping: Field -> column, or field -> `=value` for a value all rows share; the fields it does not name
            are recognised by common names.
        quarantine: Where rows go that cannot be used; None: they are only counted in the report.
        report: The account to add to.
        encoding: That of a text file.
        progress: Called now and then with (bytes done, bytes in total).

    Raises:
        NotFound: there is no such file.
        InvalidInput: it holds no rows, lacks a required column, or has another format or encoding.
        MissingExtra: it is Parquet and pyarrow is not installed.
    """
    intake = Intake(path, quarantine or Quarantine(), report or Report(), encoding, progress)
    return batches(file_rows(intake), what, intake, mapping)
