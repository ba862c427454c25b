"""One way to cut a log a file; each gives a `Split`."""

from __future__ import annotations

from collections.abc import Callable

from wellread.evaluation.split import Split
from wellread.evaluation.splits.cold_items import cold_items
from wellread.evaluation.splits.cold_users import cold_users
from wellread.evaluation.splits.global_time import global_time
from wellread.evaluation.splits.leave_one_out import leave_one_out
from wellread.evaluation.splits.replay import replay
from wellread.evaluation.splits.strong import strong_generalisation

SPLITS: dict[str, Callable[..., Split]] = {
    "replay": replay,
    "time": global_time,
    "leave-one-out": leave_one_out,
    "strong": strong_generalisation,
    "cold-items": cold_items,
    "cold-users": cold_users,
}
"""Name -> split. Each takes the log and the settings of events, and further arguments of its own."""

__all__ = [
    "SPLITS", "cold_items", "cold_users", "global_time", "leave_one_out", "replay", "strong_generalisation",
]  # fmt: skip
