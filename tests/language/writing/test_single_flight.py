from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from wellread.errors import ModelTooSlow, ModelUnavailable
from wellread.language.writing.single_flight import SingleFlight


def late() -> ModelTooSlow:
    return ModelTooSlow("late", "in time", "Wait.")


def test_many_ask_and_one_flies() -> None:
    flights, gone, land = SingleFlight[str](), list[int](), threading.Event()

    def make() -> str:
        gone.append(1)
        land.wait(10)
        return "there"

    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(flights.fly, "k", make, late, math.inf) for _ in range(6)]
        while not gone:
            time.sleep(0.01)
        time.sleep(0.1)
        land.set()
        found = [one.result(10) for one in asked]
    assert [said for said, _ in found] == ["there"] * 6
    assert sum(not shared for _, shared in found) == len(gone)
    assert len(gone) == 1


def test_what_went_wrong_is_known_to_all_and_the_next_tries_again() -> None:
    flights = SingleFlight[str]()

    def fail() -> str:
        raise ModelUnavailable("500", "200", "Look.")

    for _ in range(2):
        with pytest.raises(ModelUnavailable):
            flights.fly("k", fail, late, math.inf)
    assert flights.fly("k", lambda: "there", late, math.inf) == ("there", False)


def test_whoever_cannot_wait_goes_and_whoever_can_tries_again() -> None:
    flights, begun, land = SingleFlight[str](), threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        land.wait(10)
        raise late()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(flights.fly, "k", slow, late, math.inf)
        begun.wait(10)
        with pytest.raises(ModelTooSlow):
            flights.fly("k", lambda: "never", late, time.perf_counter() + 0.05)
        patient = pool.submit(flights.fly, "k", lambda: "there", late, math.inf)
        time.sleep(0.05)
        land.set()
        with pytest.raises(ModelTooSlow):
            first.result(10)
        assert patient.result(10) == ("there", False)
