"""One file being read: how to decode it, whom to tell, where its bad rows go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from wellread.data.quarantine import Quarantine
from wellread.data.report import Report

What = Literal["items", "users", "events"]
Progress = Callable[[int, int], None]
"""Called now and then with (bytes done, bytes in total)."""
BATCH = 5_000
"""Records handed on at once."""


class Row(NamedTuple):
    """One row as the file has it."""

    line: int
    """Physical line, 1 for the first; in Parquet the index of the row group."""
    cells: dict[str, Any]
    """Column -> value: strings from CSV, whatever the file holds otherwise."""


@dataclass
class Intake:
    """What every reader of one file needs to know."""

    path: Path
    quarantine: Quarantine = field(default_factory=Quarantine)
    report: Report = field(default_factory=Report)
    encoding: str = "utf-8"
    progress: Progress | None = None

    def refuse(self, line: int, cause: str, row: Any) -> None:
        """Put a row into quarantine and into the report; its cells are those of `Row`, or its raw text."""
        self.quarantine.add(self.path, line, cause, row)
        self.report.quarantined[cause] += 1

    def tell(self, done: int, total: int) -> None:
        """Tell how many bytes of the file have been read."""
        if self.progress:
            self.progress(done, total)
