from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wellread.evaluation import peak


@pytest.mark.skipif(not peak.STATUS.exists(), reason="only Linux tells the peak of a part")
def test_what_was_held_meanwhile_is_told() -> None:
    peak.begin()
    before = peak.mebibytes()
    held = np.ones(2**24)
    assert peak.mebibytes() - before > 0.5 * held.nbytes / 2**20


def test_systems_that_do_not_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(peak, "CLEAR", tmp_path / "no" / "clear")
    monkeypatch.setattr(peak, "STATUS", tmp_path / "status")
    peak.begin()
    assert peak.mebibytes() > 1
