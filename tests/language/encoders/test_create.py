from pathlib import Path

import pytest
from pydantic import SecretStr
from tests.language.encoders.checkpoints import tiny_bert

from wellread.errors import NotFound, SettingsError
from wellread.language.encoders.create import create
from wellread.language.encoders.endpoint import EndpointEncoder
from wellread.language.encoders.static import StaticEncoder
from wellread.settings import Encoder


def test_words_alone_have_no_dense_encoder() -> None:
    assert create(Encoder()) is None


def test_each_kind(tmp_path: Path) -> None:
    (tmp_path / "words.vec").write_text("storm 1 0\n")
    assert isinstance(create(Encoder(kind="static", model=str(tmp_path))), StaticEncoder)
    asked = Encoder(kind="endpoint", model="m", url="http://127.0.0.1:9/v1", api_key=SecretStr("k"))
    assert isinstance(create(asked), EndpointEncoder)


@pytest.mark.slow
def test_a_transformer(tmp_path: Path) -> None:
    made = create(Encoder(kind="transformer", model=str(tiny_bert(tmp_path)), max_tokens=9))
    assert made is not None and "-9-" in made.identity


@pytest.mark.parametrize("kind", ["static", "transformer", "endpoint"])
def test_a_model_must_be_named(kind: str) -> None:
    with pytest.raises(SettingsError, match=r"'encoder.model' is empty"):
        create(Encoder(kind=kind))


def test_an_endpoint_must_have_an_address() -> None:
    with pytest.raises(SettingsError, match=r"'encoder.url' is empty"):
        create(Encoder(kind="endpoint", model="m"))


def test_a_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        create(Encoder(kind="static", model=str(tmp_path / "none")))
