from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.endpoints import QUESTION, SAYING, TEMPLATE

from wellread.errors import InvalidInput, ModelTooSlow, ModelUnavailable
from wellread.language.budget.gate import Gate
from wellread.language.writing.fence import Message
from wellread.language.writing.local import LocalModel
from wellread.language.writing.metered import Metered
from wellread.language.writing.writer import Prompt
from wellread.settings import Budget, Writer
from wellread.store import Store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
ASKED = [Message("user", QUESTION)]


@pytest.fixture(scope="module")
def model(tiny_checkpoint: Path) -> LocalModel:
    return LocalModel(Writer(kind="local", model=str(tiny_checkpoint)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


def soon(seconds: float = 30) -> float:
    return time.perf_counter() + seconds


def test_it_says_what_it_was_taught(model: LocalModel) -> None:
    said = model.answer(ASKED, None, 60, soon())
    assert said.text == SAYING
    assert said.whole
    assert said.usage is not None
    assert said.usage.input > 3
    assert said.usage.output > 5


def test_it_says_so_in_pieces(model: LocalModel) -> None:
    pieces = list(model.stream(ASKED, 60, soon()))
    assert "".join(piece.text for piece in pieces) == SAYING
    assert len(pieces) > 5
    assert pieces[-1].usage is not None


def test_it_stops_at_the_most_tokens(model: LocalModel) -> None:
    said = model.answer(ASKED, None, 3, soon())
    assert not said.whole
    assert SAYING.startswith(said.text)


def test_it_stops_at_its_deadline(model: LocalModel) -> None:
    begin = time.perf_counter()
    with pytest.raises(ModelTooSlow):
        model.answer(ASKED, None, 60, begin + 0.001)
    assert time.perf_counter() - begin < 2


def test_whoever_does_not_read_on_stops_it(model: LocalModel) -> None:
    stream = model.stream(ASKED, 60, soon())
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert model.answer(ASKED, None, 60, soon()).text == SAYING


def test_one_writes_at_a_time_and_others_wait_only_so_long(model: LocalModel) -> None:
    stream = model.stream(ASKED, 60, soon())
    next(stream)
    with pytest.raises(ModelTooSlow):
        model.answer(ASKED, None, 60, soon(0.1))
    stream.close()  # type: ignore[attr-defined]


def test_a_template_that_knows_no_system_gets_one_message(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no') }}{% endif %}"
    monkeypatch.setattr(model._tokenizer, "chat_template", refuse + TEMPLATE)
    plain = model._templated([Message("system", "Be kind."), *ASKED])
    assert plain == f"<|user|>Be kind.\n\n{QUESTION}<|end|><|assistant|>"
    monkeypatch.setattr(model._tokenizer, "chat_template", "{{ raise_exception('no') }}")
    with pytest.raises(ModelUnavailable):
        model._templated(ASKED)


def test_a_checkpoint_without_a_template_reads_plain_text(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model._tokenizer, "chat_template", None)
    assert model.answer(ASKED, None, 5, soon()).usage is not None


def test_what_it_cannot_read_whole_is_refused(model: LocalModel) -> None:
    with pytest.raises(ModelUnavailable, match="2048 tokens together"):
        model.answer([Message("user", "word " * 3_000)], None, 60, soon())


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "nothing"}')
    with pytest.raises(InvalidInput, match=r"writer\.model"):
        LocalModel(Writer(kind="local", model=str(tmp_path)))


def test_its_calls_are_in_the_ledger_too(model: LocalModel, store: Store) -> None:
    writer = Metered(model, Writer(kind="local", model=model.model), Gate(Budget(), store), store)
    completion = writer.complete(Prompt("describe", "1", QUESTION, personal=False))
    assert completion.text == SAYING
    (cost,) = store.costs()
    assert (cost.purpose, cost.calls, cost.cost) == ("describe", 1, 0)
    assert (cost.input, cost.output) == completion.usage[:2]
    assert cost.ms > 0
