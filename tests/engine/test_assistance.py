"""Vectors in a workspace, from the settings to the list: real folders, real processes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.encoders import CONCEPTS

from wellread.domain import Item, Request
from wellread.engine.assistance import Assistance
from wellread.engine.hearing import Heard, Patience
from wellread.engine.learner import Learner
from wellread.engine.workspace import Workspace
from wellread.errors import ModelTooSlow

WORDS = [word for words in CONCEPTS.values() for word in words]


def static_folder(folder: Path, turned: int = 0) -> Path:
    """A folder of token vectors: words of one concept lie close together."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(turned)
    centres = np.roll(np.eye(8), turned, axis=1)
    vectors = np.stack([centres[i // 4] + 0.1 * rng.standard_normal(8) for i in range(len(WORDS))])
    np.save(folder / "vectors.npy", vectors.astype(np.float32))
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(WORDS)}))
    return folder


def settings(model: Path, more: str = "") -> str:
    return f'[encoder]\nkind = "static"\nmodel = "{model}"\n{more}'


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "wellread.toml").write_text(settings(static_folder(tmp_path / "model")))
    with Workspace(tmp_path / "shop") as opened:
        english = [word for words in CONCEPTS.values() for word in words[:3]]
        opened.put_items([Item(id=word, title=f"Number {i}", text=word) for i, word in enumerate(english)])
        opened.fit()
        yield opened


def ids(shop: Workspace, text: str, k: int = 3) -> set[str]:
    return {item.id for item in shop.recommend(text=text, k=k).items}


def test_a_wish_in_a_language_without_a_common_word_is_found(shop: Workspace) -> None:
    assert ids(shop, "太空") == {"rocket", "orbit", "planet"}
    answer = shop.recommend(text="大海", k=3, explain=True)
    assert {item.id for item in answer.items} == {"ship", "whale", "sailor"}
    assert {reason.source for item in answer.items for reason in item.reasons} == {"meaning", "latest"}
    assert all(abs(sum(r.value for r in i.reasons) - i.score) < 1e-6 for i in answer.items)
    assert answer.notes == []
    assert "encode" in {step.name for step in answer.trace}


def test_words_alone_find_nothing_there(tmp_path: Path) -> None:
    with Workspace(tmp_path) as lexical:
        lexical.put_items([Item(id="rocket", title="Number 1", text="rocket"), Item(id="b", title="2")])
        answer = lexical.recommend(text="太空")
        assert answer.notes[0] == "the text holds no words to go by"
        assert lexical.language_models.encoder is None


def test_vectors_are_kept_in_the_record_and_read_once(shop: Workspace) -> None:
    encoder = shop.language_models.encoder
    assert encoder is not None
    _known, there = encoder.known(["太空"])
    assert not there.any(), "what people ask is not written down"
    first = shop.engine.catalogue.meaning
    assert first is not None
    shop.fit()
    again = shop.engine.catalogue.meaning
    assert again is not None
    np.testing.assert_array_equal(first.vectors, again.vectors)


def test_a_new_item_gets_its_vector_from_the_learner(shop: Workspace) -> None:
    learner = Learner(shop.folder)
    learner.drain()
    shop.put_items([Item(id="new", title="Number 99", text="orbit sailor rocket")])
    assert shop.engine.catalogue.meaning is not None
    assert not shop.engine.catalogue.meaning.vectors[-1].any()
    shop.follow()
    version = learner.step(None).version
    learner.close()
    deadline = time.monotonic() + 10
    while shop.version != version and time.monotonic() < deadline:
        time.sleep(0.02)
    assert shop.version == version
    assert shop.engine.catalogue.meaning.vectors[-1].any()
    assert "new" in ids(shop, "太空", 5)


def test_another_encoder_is_taken_up_behind_the_answers(shop: Workspace, tmp_path: Path) -> None:
    other = static_folder(tmp_path / "other", turned=3)
    (shop.folder / "wellread.toml").write_text(settings(other))
    with Workspace(shop.folder) as changed:
        answer = changed.recommend(text="太空", k=3)
        assert "being made anew" in " ".join(answer.notes)
        assert answer.items, "the list goes by everything else"
        changed.follow()
        learner, stop = Learner(shop.folder), threading.Event()
        running = threading.Thread(target=learner.run, args=(stop,))
        running.start()
        try:
            deadline = time.monotonic() + 30
            while changed.recommend(text="太空").notes and time.monotonic() < deadline:
                time.sleep(0.05)
        finally:
            stop.set()
            running.join()
            learner.close()
        assert ids(changed, "太空") == {"rocket", "orbit", "planet"}


def test_a_call_is_waited_for_no_longer_than_it_is_worth_while() -> None:
    patience, begin = Patience(), time.perf_counter()
    with pytest.raises(ModelTooSlow):
        patience.wait(lambda: time.sleep(2), begin + 0.05)
    with pytest.raises(ModelTooSlow):
        patience.wait(lambda: 1, begin)
    with pytest.raises(TimeoutError, match="its own"):
        patience.wait(_times_out, begin + 5)
    assert patience.wait(lambda: 1, begin + 5) == 1
    assert time.perf_counter() - begin < 1.5
    patience.close()


def _times_out() -> int:
    raise TimeoutError("its own")


def test_requests_that_wait_are_known_beforehand(shop: Workspace) -> None:
    assert not shop.waits(Request(text="太空")), "static vectors take no time"
    assert not shop.waits(Request(user="u"))


def test_what_was_read_already_is_not_read_again(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation hears first and asks for the list then: a model that failed is not waited for twice."""
    read: list[str] = []
    ours = Assistance.read

    def counted(*given: Any) -> Heard:
        read.append("once")
        return ours(*given)

    monkeypatch.setattr(Assistance, "read", counted)
    request = Request(text="太空")
    heard = shop.hear(request, time.perf_counter())
    assert read == ["once"]
    assert shop.recommend(request, heard=heard).items == shop.recommend(request, heard=heard).items
    assert read == ["once"]
    shop.recommend(request)
    assert read == ["once"] * 2
