from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from wellread.server.answering import Answering


def test_one_thing_at_a_time_in_the_order_they_come_beside_the_event_loop() -> None:
    answers = Answering()
    done: list[int] = []

    def make(number: int) -> int:
        done.append(number)
        return threading.get_ident()

    async def several() -> list[int]:
        return await asyncio.gather(*(answers.run(partial(make, number)) for number in range(20)))

    threads = set(asyncio.run(several()))
    answers.close()
    assert done == list(range(20))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_what_is_raised_reaches_the_caller_and_the_next_one_is_served() -> None:
    answers = Answering()

    def fail() -> int:
        raise KeyError

    async def two() -> int:
        with pytest.raises(KeyError):
            await answers.run(fail)
        return await answers.run(lambda: 3)

    assert asyncio.run(two()) == 3
    answers.close()


def test_the_event_loop_goes_on_while_an_answer_is_made() -> None:
    answers, told = Answering(), threading.Event()

    async def both() -> bool:
        slow = asyncio.create_task(answers.run(lambda: told.wait(60)))
        await asyncio.sleep(0)
        told.set()  # not reached before a minute is over if the loop waited for the answer
        return await slow

    assert asyncio.run(both())
    answers.close()


def test_what_waits_for_a_language_model_keeps_no_other_answer() -> None:
    answers = Answering()
    told = threading.Event()

    async def both() -> list[bool]:
        slow = asyncio.create_task(answers.run(lambda: told.wait(10), waits=True))
        quick = await answers.run(lambda: True)
        told.set()
        return [quick, await slow]

    assert asyncio.run(both()) == [True, True]
    answers.close()
