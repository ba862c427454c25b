from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from threading import Event

import pytest

from wellread.errors import StoreError
from wellread.server import key_ring
from wellread.server.api_key import mint
from wellread.server.key_ring import Grant, KeyRing
from wellread.store import Key


class Table:
    """Stored keys, and how often they were read."""

    def __init__(self, *keys: Key) -> None:
        self.keys = list(keys)
        self.reads = 0
        self.broken = False

    def __call__(self) -> Sequence[Key]:
        self.reads += 1
        if self.broken:
            raise StoreError("no disk", "one", "Mend it.")
        return list(self.keys)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are never fresh."""
    monkeypatch.setattr(key_ring, "FRESH", 0.0)


def asked(ring: KeyRing, *texts: str) -> Grant | None:
    return asyncio.run(ring.grant([text.encode() for text in texts]))


def test_a_key_grants_its_scopes_and_admin_all() -> None:
    (reader, read), (boss, admin) = mint("r", ["read"]), mint("b", ["admin"])
    ring = KeyRing(Table(read, admin))

    assert asked(ring, reader) == Grant(read.id, frozenset({"read"}))
    assert asked(ring, boss) == Grant(admin.id, frozenset({"read", "ingest", "admin"}))
    assert asked(ring, "nonsense", reader) == Grant(read.id, frozenset({"read"}))


def test_nothing_else_is_granted_anything() -> None:
    (text, key), (other, _) = mint("r", ["read"]), mint("r", ["read"])
    ring = KeyRing(Table(key))
    secret = text.rpartition("_")[2]

    almost = text[:-1] + ("0" if text[-1] != "0" else "1")
    for wrong in ("", almost, text + "0", other, secret, key.id, key.digest):
        assert asked(ring, wrong) is None
    assert asked(ring, f"wr_{key.id}_{'0' * 40}") is None
    assert asked(ring) is None


def test_an_expired_key_is_refused(at_once: None) -> None:
    text, key = mint("r", ["read"], lifetime=60.0)
    table = Table(key)
    ring = KeyRing(table)

    assert asked(ring, text)
    table.keys[0] = key._replace(expires=time.time() - 0.001)
    assert asked(ring, text) is None


def test_keys_are_read_once_a_second_at_most() -> None:
    text, key = mint("r", ["read"])
    table = Table(key)
    ring = KeyRing(table)

    for _ in range(100):
        assert asked(ring, text)
    assert table.reads <= 2  # 2: on a machine that takes a second for this


def test_a_key_that_was_just_made_is_found_at_once_but_guesses_do_not_make_the_database_work() -> None:
    (old, first), (new, second) = mint("r", ["read"]), mint("r", ["read"])
    table = Table(first)
    ring = KeyRing(table)

    assert asked(ring, old)
    table.keys.append(second)
    begin = time.monotonic()
    assert asked(ring, new)
    for _ in range(100):
        assert asked(ring, mint("x", ["admin"])[0]) is None
    assert table.reads <= 2 + 2 * (time.monotonic() - begin)


def test_without_any_key_everything_is_open_until_there_is_one(at_once: None) -> None:
    text, key = mint("r", ["read"])
    table = Table()
    ring = KeyRing(table)

    assert asked(ring) == Grant("", frozenset({"read", "ingest", "admin"}))
    table.keys.append(key)
    assert asked(ring) is None
    assert asked(ring, text)
    table.keys.clear()
    assert asked(ring) is None


def test_the_key_of_the_settings_opens_everything_without_the_database() -> None:
    table = Table()
    table.broken = True
    ring = KeyRing(table, "mäster")

    assert asked(ring, "mäster") == Grant("settings", frozenset({"read", "ingest", "admin"}))
    assert table.reads == 0
    with pytest.raises(StoreError):
        asked(ring, "master")


def test_the_key_of_the_settings_closes_an_empty_table() -> None:
    assert asked(KeyRing(Table(), "master")) is None


def test_the_last_known_keys_stay_valid_while_they_cannot_be_read(at_once: None) -> None:
    text, key = mint("r", ["read"])
    table = Table(key)
    ring = KeyRing(table)

    assert asked(ring, text)
    table.broken = True
    assert asked(ring, text)
    assert asked(ring, "wrong") is None


def test_of_a_database_that_hangs_nobody_waits_for_long() -> None:
    text, key = mint("r", ["read"])
    end = Event()
    table = Table(key)

    def hang() -> Sequence[Key]:
        found = table()
        if table.reads > 1:
            end.wait(30)
        return found

    async def asks() -> list[Grant | None]:
        ring = KeyRing(hang)
        found = [await ring.grant([text.encode()])]
        await asyncio.sleep(key_ring.FRESH)
        begin = time.monotonic()
        found += await asyncio.gather(*(ring.grant([text.encode()]) for _ in range(50)))
        for _ in range(50):
            found.append(await ring.grant([text.encode()]))
        assert time.monotonic() - begin < 20
        end.set()
        return found

    assert all(asyncio.run(asks()))
    assert table.reads == 2
