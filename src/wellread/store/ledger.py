"""Calls of language models as rows: functions on a connection. Money is in billionths of a currency.

A call that may cost something has a row before it is sent, at the most that it may cost. What it really
cost replaces that when it ends. So the sums that limits are held against never miss a call, in whatever
process it runs; the row of a process that died stays at its worst.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, case, func, insert, select, update

from wellread.domain import Call, CallOutcome, Reserved
from wellread.store.schema import ledger

OPEN, OK, FAILED, REFUSED, KEPT = get_args(CallOutcome)
SENT = (OPEN, OK, FAILED)


class Cost(NamedTuple):
    """The calls of a day to one model for one purpose."""

    day: str
    purpose: str
    model: str
    calls: int
    """Sent, those that failed too."""
    failed: int
    refused: int
    kept: int
    input: int
    cached_input: int
    output: int
    cost: int
    """Billionths of the currency; calls under way count at the most that they may cost."""
    ms: float
    """Mean of the calls that ended."""


def day_of(time: float) -> str:
    """The day (UTC) of a time in seconds since 1970: "2026-01-31"."""
    return datetime.fromtimestamp(time, UTC).date().isoformat()


def reserve(connection: Connection, call: Call, most_day: int | None, most_purpose: int | None) -> Reserved:
    """Writes a call at its worst, unless the day's sums with it would go beyond a limit.

    Args:
        connection: In a write transaction, so that no other process reads the same sums.
        call: With the tokens and the cost that it has at most.
        most_day: What all calls of its day may cost; None: any sum.
        most_purpose: What those of its purpose may cost.
    """
    day, purpose = _spent(connection, day_of(call.time), call.purpose)
    within = (most_day is None or day + call.cost <= most_day) and (
        most_purpose is None or purpose + call.cost <= most_purpose
    )
    return Reserved(add(connection, call) if within else None, day, purpose)


def add(connection: Connection, call: Call) -> int:
    """Writes a call and returns its number."""
    row = connection.execute(insert(ledger).values(**call._asdict(), day=day_of(call.time)))
    number: int = row.inserted_primary_key[0] if row.inserted_primary_key else 0
    return number


def settle(connection: Connection, number: int, call: Call) -> None:
    """Writes what became of a call over what was reserved for it; its day stays."""
    ended = call._asdict()
    del ended["time"]
    connection.execute(update(ledger).where(ledger.c.number == number).values(**ended))


def tally(connection: Connection, calls: Mapping[tuple[str, str, CallOutcome], int], time: float) -> None:
    """Counts calls that were not sent, in one row a day of each kind.

    Args:
        connection: In a write transaction.
        calls: (purpose, model, outcome) -> how many more.
        time: Now.
    """
    for (purpose, model, outcome), n in calls.items():
        same = (
            (ledger.c.day == day_of(time))
            & (ledger.c.purpose == purpose)
            & (ledger.c.model == model)
            & (ledger.c.outcome == outcome)
        )
        known = connection.execute(update(ledger).where(same).values(calls=ledger.c.calls + n, time=time))
        if not known.rowcount:
            add(connection, Call(time, purpose, model, outcome, calls=n))


def spent(connection: Connection, day: str) -> int:
    """What the calls of a day cost, in billionths."""
    return int(connection.scalar(select(func.sum(ledger.c.cost)).where(ledger.c.day == day)) or 0)


def costs(connection: Connection, since: str) -> list[Cost]:
    """What the calls cost by day, purpose and model, from the day `since` on, newest day first."""
    keys = ledger.c.day, ledger.c.purpose, ledger.c.model
    found = connection.execute(
        select(
            *keys,
            _sum(ledger.c.calls, *SENT).label("calls"),
            _sum(ledger.c.calls, FAILED).label("failed"),
            _sum(ledger.c.calls, REFUSED).label("refused"),
            _sum(ledger.c.calls, KEPT).label("kept"),
            _sum(ledger.c.input, *SENT).label("input"),
            _sum(ledger.c.cached_input, *SENT).label("cached_input"),
            _sum(ledger.c.output, *SENT).label("output"),
            _sum(ledger.c.cost, *SENT).label("cost"),
            _sum(ledger.c.ms, OK, FAILED).label("ms"),
            _sum(ledger.c.calls, OK, FAILED).label("ended"),
        )
        .where(ledger.c.day >= since)
        .group_by(*keys)
        .order_by(ledger.c.day.desc(), ledger.c.purpose, ledger.c.model)
    )
    return [_cost(tuple(row)) for row in found]


def _sum(column: ColumnElement[Any], *outcomes: str) -> ColumnElement[Any]:
    return func.sum(case((ledger.c.outcome.in_(outcomes), column), else_=0))


def _cost(row: tuple[Any, ...]) -> Cost:
    *values, ms, ended = row
    sums = (int(n) for n in values[3:])  # PostgreSQL adds integers up to a Decimal
    return Cost._make([*values[:3], *sums, float(ms) / max(int(ended), 1)])


def _spent(connection: Connection, day: str, purpose: str) -> tuple[int, int]:
    of_purpose = func.sum(case((ledger.c.purpose == purpose, ledger.c.cost), else_=0))
    row = connection.execute(select(func.sum(ledger.c.cost), of_purpose).where(ledger.c.day == day)).one()
    return int(row[0] or 0), int(row[1] or 0)
