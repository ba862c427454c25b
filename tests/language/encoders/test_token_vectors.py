import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from wellread.errors import InvalidInput, MissingExtra, NotFound
from wellread.language.encoders.token_vectors import read

TABLE = np.array([[1, 0], [0, 1], [1, 1]], np.float32)


def tokenizer(folder: Path) -> None:
    model = WordLevel({"storm": 0, "sea": 1, "[UNK]": 2}, unk_token="[UNK]")
    made = Tokenizer(model)
    made.pre_tokenizer = Whitespace()
    made.enable_truncation(2)
    made.enable_padding(length=8)
    made.save(str(folder / "tokenizer.json"))


@pytest.mark.parametrize("name", ["embeddings", "embedding.weight"])
def test_safetensors_with_a_tokenizer(tmp_path: Path, name: str) -> None:
    tokenizer(tmp_path)
    save_file({name: TABLE.astype(np.float16)}, tmp_path / "model.safetensors")
    held = read(tmp_path)
    np.testing.assert_array_equal(held.table, TABLE)
    assert list(held.tokens("sea storm sea nothing storm")) == [1, 0, 1, 0]
    assert held.rows is None and held.weights is None


def test_a_table_whose_rows_are_shared_by_tokens(tmp_path: Path) -> None:
    tokenizer(tmp_path)
    tensors = {
        "embeddings": TABLE,
        "mapping": np.array([2, 2, 0]),
        "weights": np.array([0.5, 1, 0], np.float64),
    }
    save_file(tensors, tmp_path / "model.safetensors")
    held = read(tmp_path)
    assert held.rows is not None and held.rows.tolist() == [2, 2, 0]
    assert held.weights is not None and held.weights.tolist() == [0.5, 1, 0]


@pytest.mark.parametrize("vocabulary", [["雨", "风", "x"], {"雨": 0, "风": 1, "far": 9, "bad": "y"}])
@pytest.mark.parametrize("kind", ["npz", "npy"])
def test_numpy_with_a_vocabulary(tmp_path: Path, vocabulary: object, kind: str) -> None:
    (tmp_path / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    path = tmp_path / f"table.{kind}"
    np.savez(path, embeddings=TABLE) if kind == "npz" else np.save(path, TABLE)
    held = read(tmp_path)
    np.testing.assert_array_equal(held.table, TABLE)
    assert list(held.tokens("风雨 far bad")) == [1, 0]


@pytest.mark.parametrize("head", ["", "3 2\n"])
def test_word2vec_text(tmp_path: Path, head: str) -> None:
    path = tmp_path / "words.vec"
    path.write_text(f"{head}storm 1 0\nsea 0 1 \n雨 1 1\nstorm 9 9\n", "utf-8")
    for place in (path, tmp_path):
        held = read(place)
        np.testing.assert_array_equal(held.table, TABLE)
        assert list(held.tokens("sea 雨 storm")) == [1, 2, 0]


def test_the_hash_is_that_of_the_content(tmp_path: Path) -> None:
    for name, last in (("one", "1"), ("two", "1"), ("three", "2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "words.vec").write_text(f"storm 1 {last}\n")
    one, two, three = (read(tmp_path / name).hash for name in ("one", "two", "three"))
    assert one == two != three


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no folder"):
        read(tmp_path / "none")
    with pytest.raises(InvalidInput, match="it holds nothing"):
        read(tmp_path)


def damage_pickle(folder: Path) -> None:
    np.save(folder / "table.npy", np.array([{"a": 1}], object), allow_pickle=True)
    (folder / "vocab.json").write_text('["a"]')


def damage_vocabulary(folder: Path) -> None:
    np.save(folder / "table.npy", TABLE)
    (folder / "vocab.json").write_text("{")


def damage_numbers(folder: Path) -> None:
    (folder / "words.vec").write_text("storm 1 nan\n")


def damage_widths(folder: Path) -> None:
    (folder / "words.vec").write_text("storm 1 0\nsea 1\nrain 1 2 3\n")


def damage_names(folder: Path) -> None:
    tokenizer(folder)
    save_file({"other": TABLE}, folder / "model.safetensors")


def damage_tensors(folder: Path) -> None:
    tokenizer(folder)
    (folder / "model.safetensors").write_bytes(b"\x08\x00")


def damage_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")
    save_file({"embeddings": TABLE}, folder / "model.safetensors")


DAMAGES = [
    damage_pickle, damage_vocabulary, damage_numbers, damage_widths, damage_names, damage_tensors,
    damage_tokenizer,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files_are_refused(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(tmp_path)
    with pytest.raises(InvalidInput, match="that cannot be read"):
        read(tmp_path)


def test_without_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer(tmp_path)
    save_file({"embeddings": TABLE}, tmp_path / "model.safetensors")
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    with pytest.raises(MissingExtra, match="wellread\\[torch\\]"):
        read(tmp_path)
