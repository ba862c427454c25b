"""The log as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

LOG = (
    "select user_row, item_row, kind, value, time, seq from events"
    " where seq > :since and seq <= :until and item_row is not null and (:synthetic or not synthetic)"
    " order by seq"
)
"""The rows that `read` takes; parameters `since`, `until` and `synthetic`."""
MAX_SEQ = 2**63 - 1

_ROW = np.dtype(
    [("user", "i8"), ("item", "i8"), ("kind", "i4"), ("value", "f8"), ("time", "f8"), ("seq", "i8")]
)


@dataclass(frozen=True, slots=True)
class EventLog:
    """Events that are about an item, as columns, in the order of `seqs`."""

    users: Ints
    """(n_events,) rows of users."""
    items: Ints
    """(n_events,) rows of items."""
    kinds: npt.NDArray[np.int32]
    """(n_events,) indices into `kind_names`."""
    kind_names: tuple[str, ...]
    values: Doubles
    """(n_events,) NaN where the event has no value."""
    times: Doubles
    """(n_events,) seconds since 1970."""
    seqs: Ints
    """(n_events,) ascending."""

    def __len__(self) -> int:
        return len(self.seqs)


def read(rows: Iterable[tuple[Any, ...]]) -> npt.NDArray[np.void]:
    """(n_events,) records of (user, item, kind, value, time, seq); a value of None becomes NaN."""
    return np.fromiter(rows, dtype=_ROW)


def columns(records: npt.NDArray[np.void], kind_names: tuple[str, ...]) -> EventLog:
    """What `read` returned, with each column in one piece of memory."""
    user, item, kind, value, time, seq = (np.ascontiguousarray(records[name]) for name in _ROW.names or ())
    return EventLog(user, item, kind, kind_names, value, time, seq)
