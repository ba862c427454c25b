"""The log as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

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


def read(rows: Iterator[tuple[Any, ...]]) -> npt.NDArray[np.void]:
    """(n_events,) records of (user, item, kind, value, time, seq); a value of None becomes NaN."""
    return np.fromiter(rows, dtype=_ROW)


def columns(records: npt.NDArray[np.void], kind_names: tuple[str, ...]) -> EventLog:
    """What `read` returned, with each column in one piece of memory."""
    user, item, kind, value, time, seq = (np.ascontiguousarray(records[name]) for name in _ROW.names or ())
    return EventLog(user, item, kind, kind_names, value, time, seq)
