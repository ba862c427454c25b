from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wellread.language.writing import kept
from wellread.language.writing.kept import Kept
from wellread.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


def test_answers_about_nobody_are_in_the_record(store: Store) -> None:
    Kept(store).put("d1", "said", personal=False)
    assert Kept(store).get("d1", personal=False) == "said"
    assert Kept(store).get("d2", personal=False) is None


def test_answers_about_people_are_in_memory_only(store: Store) -> None:
    own = Kept(store)
    own.put("d1", "said", personal=True)
    assert own.get("d1", personal=True) == "said"
    assert store.completion("d1") is None
    assert Kept(store).get("d1", personal=True) is None


def test_memory_forgets_with_time_and_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    own = Kept(None, clock=lambda: now[0])
    monkeypatch.setattr(kept, "ROOM", 2)
    for digest in ("d1", "d2"):
        own.put(digest, digest, personal=True)
    own.get("d1", personal=True)
    own.put("d3", "d3", personal=True)
    assert [own.get(digest, personal=True) for digest in ("d1", "d2", "d3")] == ["d1", None, "d3"]
    now[0] = kept.AGE + 1
    assert own.get("d3", personal=True) is None


def test_a_record_that_is_away_is_no_failure(store: Store) -> None:
    own = Kept(store)
    store.close()
    own.put("d1", "said", personal=False)
    assert own.get("d1", personal=False) == "said"
    assert own.get("d2", personal=False) is None
