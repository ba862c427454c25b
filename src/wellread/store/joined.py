"""Events joined with the answers that they came from."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from wellread.store.dialect import Read

_EVENTS = (
    "select e.seq, e.user_row, e.item_row, k.id, e.value, e.time, e.request"
    " from events as e join kinds as k on k.row = e.kind"
    " where e.seq > :since and e.seq <= :until and e.request is not null and e.item_row is not null"
    " order by e.seq"
)
_SHOWN = (
    "select request, position, item_row, propensity, pipeline, version, experiment from impressions"
    " where request in (select request from events where seq > :since and seq <= :until"
    " and request is not null and item_row is not null) order by request, position"
)


class Shown(NamedTuple):
    """One item of an answer."""

    position: int
    item_row: int
    propensity: float
    pipeline: str
    version: str
    experiment: str


class Outcome(NamedTuple):
    """One event about an item, and the answer in which the person saw it."""

    seq: int
    user_row: int
    item_row: int
    kind: str
    value: float | None
    time: float
    """Seconds since 1970."""
    request: str
    shown: tuple[Shown, ...]
    """By position; outcomes of one answer share it."""


def read(read: Read, since: int, until: int) -> list[Outcome]:
    """The outcomes with `since` < seq <= `until`, by seq, of the answers whose impressions are there."""
    bounds = {"since": since, "until": until}
    happened = list(read(_EVENTS, bounds))
    shown = defaultdict(list)
    for request, *place in read(_SHOWN, bounds):
        shown[request].append(Shown(*place))
    answers = {request: tuple(places) for request, places in shown.items()}
    return [Outcome._make((*event, answers[event[-1]])) for event in happened if event[-1] in answers]
