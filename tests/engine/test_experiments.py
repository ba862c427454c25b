from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.domain import Request
from wellread.engine.experiments import Experiments, arm, expected
from wellread.settings import Experiment

HALVES = Experiment(pipeline="home", arms={"home": 1, "b": 1})


def place(name: str, user: str) -> float:
    return int.from_bytes(hashlib.sha256(f"{name}\0{user}".encode()).digest()[:8]) / 2**64


@given(st.text(), st.text(min_size=1))
def test_the_place_of_the_hash_decides(name: str, user: str) -> None:
    name, user = (part.encode("utf-8", "replace").decode() for part in (name, user))
    for flipped in (HALVES, Experiment(arms={"b": 7, "home": 7})):
        assert arm(name, flipped, user) == ("b" if place(name, user) < 0.5 else "home")


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(1e-6, 1e6), min_size=1), st.integers(0, 10**6))
def test_everybody_has_an_arm(arms: dict[str, float], number: int) -> None:
    experiment = Experiment(arms=arms)
    assert arm("x", experiment, str(number)) in arms
    assert sum(expected(experiment).values()) == pytest.approx(1)


def test_a_user_keeps_the_arm_in_every_process() -> None:
    code = (
        "from wellread.engine.experiments import arm; from wellread.settings import Experiment;"
        "x = Experiment(arms={'home': 2, 'b': 1, '三': 1}); print([arm('ab', x, f'u{i}') for i in range(50)])"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    own = Experiment(arms={"三": 1, "b": 1, "home": 2})
    assert there.stdout.strip() == str([arm("ab", own, f"u{i}") for i in range(50)])
    assert arm("ab", HALVES, "u0") == "b"  # for ever: a changed hash would mix the arms of what is running


def test_shares_are_kept() -> None:
    three = Experiment(arms={"a": 6, "b": 3, "c": 1})
    counts = Counter(arm("x", three, f"user {i}") for i in range(20_000))
    assert {name: counts[name] / 20_000 for name in "abc"} == pytest.approx(
        {"a": 0.6, "b": 0.3, "c": 0.1}, abs=0.015
    )


def test_experiments_divide_independently() -> None:
    both = Counter((arm("x", HALVES, f"u{i}"), arm("y", HALVES, f"u{i}")) for i in range(8_000))
    assert all(abs(count / 8_000 - 0.25) < 0.025 for count in both.values())


def test_only_named_users_of_that_pipeline_take_part() -> None:
    experiments = Experiments({"x": HALVES, "y": Experiment(pipeline="other", arms={"b": 1})})
    for request in (Request(), Request(user="u", pipeline="b"), Request(user="u", pipeline="similar")):
        assert experiments.assign(request) == (request, "")
    asked = Request(user="u", text="hi", k=3, pipeline="other")
    assert experiments.assign(asked) == (asked.model_copy(update={"pipeline": "b"}), "y")
    assert asked.pipeline == "other"


def test_the_largest_share_comes_first_then_the_name() -> None:
    assert list(expected(Experiment(arms={"b": 1, "a": 1, "z": 2})).items()) == [
        ("z", 0.5), ("a", 0.25), ("b", 0.25),
    ]  # fmt: skip
