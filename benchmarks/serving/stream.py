"""A stream of events from several connections, and what became of every one of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import NamedTuple

from serving.wire import Connection, connect, request
from wellread.ids import new_id
from wellread.store import Store

CONNECTIONS = 8
MOST = 5
"""Events sent together."""


class Sent(NamedTuple):
    """Events sent together, with what is needed to send them again."""

    data: bytes
    names: list[str]


class Verdict(NamedTuple):
    """What the record holds of what was sent."""

    acknowledged: int
    missing: int
    """Acknowledged events that are not there."""
    double: int
    """Events that are there more than once."""
    resent: int
    """Events of which no answer told, so that they were sent again."""


class Stream:
    """Writers that send until they are stopped; batches without a good answer are kept to be sent again.

    Each event has an id and, as its session, a name: one that is stored twice under two ids is found too.
    """

    def __init__(self, port: int, n_items: int) -> None:
        self._port = port
        self._items = n_items
        self._stopped = False
        self._writers: list[asyncio.Task[None]] = []
        self.acknowledged: set[str] = set()
        self.unknown: list[Sent] = []
        self.answers: Counter[str] = Counter()
        """Answers by status and code of error."""

    def start(self) -> None:
        """Begin to send."""
        self._stopped = False
        self._writers = [asyncio.create_task(self._write(number)) for number in range(CONNECTIONS)]

    async def stop(self) -> None:
        """Send no more; returns when every request has ended."""
        self._stopped = True
        await asyncio.gather(*self._writers)

    async def resend(self) -> int:
        """Send again what nothing is known of; how many events."""
        connection, again = await connect(self._port), 0
        for sent in self.unknown:
            answer = await connection.ask(sent.data)
            if answer.status != 200:
                raise SystemExit(f"events are not taken again: {answer.status} {answer.body[:300]!r}")
            self.acknowledged.update(sent.names)
            again += len(sent.names)
        self.unknown.clear()
        connection.close()
        return again

    def judge(self, place: str, resent: int) -> Verdict:
        """Compare with the record at `place`, a file or a URL."""
        with Store.open(place) as store:
            there: Counter[str] = Counter()
            for number in range(CONNECTIONS):
                there.update(event.session for event in store.events(_user(number)) if event.session)
        missing = sum(name not in there for name in self.acknowledged)
        return Verdict(len(self.acknowledged), missing, sum(n > 1 for n in there.values()), resent)

    async def _write(self, number: int) -> None:
        connection: Connection | None = None
        sent = 0
        while not self._stopped:
            if connection is None or connection.lost:
                try:
                    connection = await connect(self._port)
                except OSError:
                    await asyncio.sleep(0.05)
                    continue
            names = [new_id() for _ in range(1 + sent % MOST)]
            sent += 1
            rows = [
                {
                    "id": f"e-{name}",
                    "user": _user(number),
                    "item": f"i{sent % self._items}",
                    "kind": "view",
                    "session": name,
                }
                for name in names
            ]
            data = request("POST", "/v1/events", rows)
            answer = await connection.ask(data)
            self.answers[answer.told()] += 1
            if answer.status == 200:
                self.acknowledged.update(names)
            else:
                self.unknown.append(Sent(data, names))
                await asyncio.sleep(0.05)
        if connection is not None:
            connection.close()


def _user(number: int) -> str:
    return f"writer-{number}"
