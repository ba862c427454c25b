from __future__ import annotations

import math
import threading
import time

import pytest

from wellread.engine.hearing import Patience
from wellread.errors import ModelTooSlow, ModelUnavailable


def test_calls_run_side_by_side_and_results_keep_their_order() -> None:
    patience, both = Patience(), threading.Barrier(2, timeout=10)

    def meet(value: int) -> int:
        both.wait()  # neither goes on before the other has begun
        return value

    assert patience.wait_for_all([lambda: meet(1), lambda: meet(2)], math.inf) == [1, 2]
    assert patience.wait_for_all([], math.inf) == []
    patience.close()


def test_one_that_is_late_or_fails_spoils_all() -> None:
    patience, never = Patience(), threading.Event()

    def fail() -> int:
        raise ModelUnavailable("refused", "an answer", "Look.")

    begin = time.perf_counter()
    with pytest.raises(ModelTooSlow):
        patience.wait_for_all([lambda: 1, lambda: int(never.wait(20))], begin + 0.2)
    with pytest.raises(ModelUnavailable):
        patience.wait_for_all([fail, lambda: 1], math.inf)
    assert time.perf_counter() - begin < 10
    never.set()
    patience.close()
