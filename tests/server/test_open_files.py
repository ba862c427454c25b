from __future__ import annotations

import logging
import resource

import pytest

from wellread.server import open_files


@pytest.mark.parametrize(
    ("soft", "hard", "raised", "warned"),
    [
        (256, 100_000, 2_512, False),
        (256, resource.RLIM_INFINITY, 2_512, False),
        (256, 1_024, 1_024, True),
        (65_536, 65_536, None, False),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, None, False),
    ],
)
def test_as_many_as_needed_and_allowed(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    soft: int,
    hard: int,
    raised: int | None,
    warned: bool,
) -> None:
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: found.append(limits))
    caplog.set_level(logging.WARNING)

    open_files.allow(2_000)

    assert found == ([] if raised is None else [(raised, hard)])
    assert bool(caplog.messages) == warned
