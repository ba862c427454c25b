"""What an import read, mended and refused, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """The account of an import: every row read is a record, a duplicate or in quarantine."""

    records: Counter[str] = field(default_factory=Counter)
    """Different records handed on, by "items", "users", "events"."""
    duplicates: Counter[str] = field(default_factory=Counter)
    """Rows whose id the same file has named before: of items and users the last wins, of events the first."""
    quarantined: Counter[str] = field(default_factory=Counter)
    """Refused rows by cause."""
    cleaned: Counter[str] = field(default_factory=Counter)
    """Values mended, by what was done to them."""
    seconds: float = 0.0
    """Time spent reading and checking; what the caller does with the batches is not counted."""

    @property
    def rows(self) -> int:
        """Rows read; blank lines and headers are no rows."""
        return self.records.total() + self.duplicates.total() + self.quarantined.total()

    def lines(self) -> list[str]:
        """The report in sentences, one a line, for printing."""
        kinds = ", ".join(f"{n:,} {what}" for what, n in self.records.items()) or "no records"
        return [
            f"{self.rows:,} rows read in {self.seconds:.1f} s: {kinds}",
            *(f"{n:,} duplicate {what}" for what, n in self.duplicates.items()),
            *(f"{n:,} quarantined: {cause}" for cause, n in self.quarantined.most_common()),
            *(f"{n:,} mended: {fix}" for fix, n in self.cleaned.most_common()),
        ]
