from __future__ import annotations

import pytest

from wellread.engine.trace import Trace


def test_steps_are_timed_in_the_order_they_end() -> None:
    trace = Trace()
    with trace.step("outer"), trace.step("inner"):
        pass
    with trace.step("last"):
        pass
    assert [step.name for step in trace.steps] == ["inner", "outer", "last"]
    assert all(0 <= step.ms < 1000 for step in trace.steps)
    assert trace.steps[0].ms <= trace.steps[1].ms


def test_a_step_that_fails_is_timed_too() -> None:
    trace = Trace()
    with pytest.raises(KeyError), trace.step("bad"):
        raise KeyError
    assert [step.name for step in trace.steps] == ["bad"]
