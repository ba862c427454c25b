"""What a learner reads: the news since a position, with all that came before of the people concerned."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from wellread.store import erasures, log
from wellread.store.dialect import Read
from wellread.store.log import EventLog
from wellread.store.meta import LAST_SEQ

_REACHED = (
    "select max(seq), count(*) from"
    " (select seq from events where seq > :since order by seq limit :most) as news"
)
_OF_TOUCHED = (
    "select e.user_row, e.item_row, e.kind, e.value, e.time, e.seq from"
    " (select distinct user_row from events where seq > :since and seq <= :until and item_row is not null)"
    " as touched join events as e on e.user_row = touched.user_row"
    " where e.item_row is not null and e.seq <= :until"
)


class Tail(NamedTuple):
    """What is new in the log, and what it is to be compared with: one consistent state."""

    seq: int
    """The position reached: read on from here."""
    log: EventLog
    """All events about items up to `seq`, old ones too, of everybody with such an event in the news."""
    erasure: int
    """Number of the last erasure read: read on from here."""
    erased: EventLog
    """The events of erased users, one erasure behind the other: `users` numbers these from 0, and `seqs`
    ascend within each. An event whose seq lies beyond the position of who reads was never counted there."""
    segments: tuple[str, ...] = ()
    """Of each erased user."""


def read(
    read: Read, since: int, erased: int, most: int, kind_names: Callable[[int], tuple[str, ...]]
) -> Tail:
    """The tail behind a position.

    Args:
        read: Reads one and the same state.
        since: Seq reached before.
        erased: Number of the last erasure known.
        most: How many events to go on by, at most.
        kind_names: Returns the names of kinds up to a row at least.
    """
    ((reached, n),) = read(_REACHED, {"since": since, "most": max(most, 0)})
    if n < most:  # the news end here, with what was erased behind the last event
        ((reached,),) = read(LAST_SEQ, {})
    until = max(reached or 0, since)
    records = log.read(read(_OF_TOUCHED, {"since": since, "until": until}) if until > since else ())
    records = records[np.argsort(records["seq"])]  # quicker than the database
    found = list(read(erasures.AFTER, {"erased": erased}))
    gone = log.read(erasures.unpacked(found))
    names = kind_names(max(int(part["kind"].max(initial=-1)) for part in (records, gone)))
    return Tail(
        until,
        log.columns(records, names),
        found[-1][0] if found else erased,
        log.columns(gone, names),
        erasures.segments(found),
    )
