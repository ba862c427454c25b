"""Where the rows go that cannot be used, each with its cause."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO


class Quarantine:
    """Refused rows as JSON Lines `{"file", "line", "cause", "row"}`.

    The file is made with the first bad row, anew in each run; a run without a bad row leaves none.

    Args:
        path: Where to write; None: the rows are only counted.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        """Rows by cause."""
        self._file: TextIO | None = None

    @property
    def total(self) -> int:
        """How many rows were refused."""
        return self.counts.total()

    def add(self, file: Path, line: int, cause: str, row: Any) -> None:
        """Refuse one row.

        Args:
            file: The file it stands in.
            line: Physical line, 1 for the first; in Parquet the index of the row group.
            cause: Why, in words that do not quote the row, so that equal causes count together.
            row: The row as read: its text where it could not be split, else column -> value.
        """
        self.counts[cause] += 1
        if self.path is None:
            return
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8")
        record = {"file": str(file), "line": line, "cause": cause, "row": row}
        self._file.write(_strict_json(record) + "\n")

    def close(self) -> None:
        """Finish the file; remove the one of an earlier run when this run refused nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None
        elif self.path is not None and not self.total:
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _strict_json(record: dict[str, Any]) -> str:
    """JSON in ASCII: escapes keep undecodable bytes readable; NaN, which JSON has not, is written as text."""
    try:
        return json.dumps(record, default=str, allow_nan=False)
    except ValueError:
        return json.dumps(record | {"row": str(record["row"])})
