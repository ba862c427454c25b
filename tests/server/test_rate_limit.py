from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.server import rate_limit
from wellread.server.api_key import mint
from wellread.server.rate_limit import Buckets, _address
from wellread.store import Store

from .conftest import Starter


class Clock:
    def __init__(self) -> None:
        self.now = 1e6

    def __call__(self) -> float:
        return self.now


def test_a_second_may_be_asked_for_at_once_and_then_it_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(5.0, clock)

    assert [buckets.take("a") for _ in range(5)] == [0.0] * 5
    assert buckets.take("a") == pytest.approx(0.2)
    assert buckets.take("b") == 0.0
    clock.now += 0.21
    assert buckets.take("a") == 0.0
    assert buckets.take("a") > 0


def test_less_than_one_a_second_is_one_at_a_time() -> None:
    clock = Clock()
    buckets = Buckets(0.1, clock)

    assert buckets.take("a") == 0.0
    assert buckets.take("a") == pytest.approx(10.0)
    clock.now += 10
    assert buckets.take("a") == 0.0


@given(rate=st.floats(0.5, 200), pauses=st.lists(st.floats(0, 2), max_size=200))
def test_never_more_than_the_burst_and_the_rate(rate: float, pauses: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(rate, clock)
    taken = 0
    for pause in pauses:
        clock.now += pause
        taken += buckets.take("a") == 0.0

    assert taken <= max(1.0, rate) + rate * (clock.now - 1e6) + 1e-3


def test_buckets_that_are_full_again_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST", 100)
    clock = Clock()
    buckets = Buckets(2.0, clock)

    for name in range(1000):
        buckets.take(str(name))
    assert len(buckets) == 100
    clock.now += 1
    buckets.take("x")
    assert len(buckets) == 1


@pytest.mark.parametrize(
    ("client", "name"),
    [
        (("10.0.0.7", 1), "10.0.0.7"),
        (("2001:db8::1:2:3:4", 1), "2001:db8::/64"),
        (("2001:db8::9", 1), "2001:db8::/64"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("nonsense:x", 1), "nonsense:x"),
        (None, ""),
    ],
)
def test_an_address_is_a_client(client: tuple[str, int] | None, name: str) -> None:
    assert _address({"client": client}) == name


def test_too_many_requests_are_told_when_to_come_again(tmp_path: Path, start: Starter) -> None:
    (tmp_path / "wellread.toml").write_text("[server]\nrate_limit = 0.01\n")
    client = start(tmp_path)

    assert client.get("/v1/recommendations").status_code == 200
    answer = client.get("/v1/recommendations")

    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "rate_limited"
    assert 1 <= int(answer.headers["Retry-After"]) <= 100
    assert client.get("/health/live").status_code == 200


def test_each_key_has_its_own_rate(tmp_path: Path, start: Starter) -> None:
    (tmp_path / "wellread.toml").write_text("[server]\nrate_limit = 0.01\n")
    made = [mint("r", ["read"]) for _ in range(2)]
    with Store.open(tmp_path / "wellread.db") as store:
        for _, key in made:
            store.put_key(key)
    client = start(tmp_path)

    codes = [
        client.get("/v1/recommendations", headers={"X-API-Key": text}).status_code
        for text in (made[0][0], made[1][0], made[0][0])
    ]
    assert codes == [200, 200, 429]
