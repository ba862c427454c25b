from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from wellread.language.writing.failures import _retry_after


@pytest.mark.parametrize(
    ("given", "seconds"),
    [(None, None), ("7", 7.0), ("0.5", 0.5), ("-3", 0.0), ("nan", None), ("soon", None), ("", None)],
)
def test_how_long_an_endpoint_wants_to_be_left_alone(given: str | None, seconds: float | None) -> None:
    assert _retry_after({} if given is None else {"retry-after": given}) == seconds


def test_a_date_is_a_time_from_now() -> None:
    found = _retry_after({"retry-after": formatdate(time.time() + 90, usegmt=True)})
    assert found is not None
    assert 60 < found <= 90
