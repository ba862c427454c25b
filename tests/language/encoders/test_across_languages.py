"""Questions in a language that the catalogue is not written in, with real vectors."""

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from wellread.catalogue.catalogue import Catalogue, document
from wellread.catalogue.meaning import Meaning
from wellread.data import demo_films
from wellread.domain import Item
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.static import StaticEncoder
from wellread.language.lexical import LexicalEncoder
from wellread.settings import Language
from wellread.store import Store


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The table of the package wordllama, which is never imported."""
    found = find_spec("wordllama")
    if found is None or found.origin is None:
        pytest.skip("wordllama is not installed")
    source = Path(found.origin).parent
    shutil.copyfile(next((source / "weights").glob("*_256.safetensors")), tmp_path / "model.safetensors")
    shutil.copyfile(next((source / "tokenizers").glob("*.json")), tmp_path / "tokenizer.json")
    return tmp_path


@pytest.mark.slow
def test_chinese_questions_find_english_films_by_vectors_alone(table: Path) -> None:
    films = demo_films()
    english = [Item(id=film.id, title=film.title, text=film.text, tags=film.tags) for film in films]
    asked = [re.sub("[0-9A-Za-z]+", "", film.translations["zh"].text)[:12] for film in films]
    catalogue = Catalogue.of(english, LexicalEncoder(Language()))
    with Store.open(table / "wellread.db") as store:
        encoder = Cached(StaticEncoder(table), store)
        meaning = Meaning.fit([document(item) for item in english], encoder)
        by_meaning = np.stack([meaning.match(meaning.sense(encoder.ask(question))) for question in asked])
    by_words = np.stack([catalogue.match(catalogue.encoder.ask(q), "cosine") for q in asked])
    assert not by_words.any()
    rank = (by_meaning > np.diagonal(by_meaning)[:, None]).sum(axis=1)
    chance = (1 / np.arange(1, len(films) + 1)).mean()
    assert (1 / (1 + rank)).mean() > 2.5 * chance


@pytest.mark.slow
def test_likeness_by_real_static_vectors(table: Path) -> None:
    rows = StaticEncoder(table).encode(["a sad movie", "a melancholy film", "a cheap laser printer"])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    likeness = rows @ rows.T
    assert likeness[0, 1] > likeness[0, 2] + 0.2
