"""The lexical encoder: weights by hand, growth, files, and how it behaves on any text."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests.conformance.encoder import EncoderConformance

from wellread.errors import SnapshotError
from wellread.language.encoder import Encoder
from wellread.language.lexical import LexicalEncoder
from wellread.settings import Language

PLAIN = Language(bigrams=False, stem=False)
TEXTS = [
    "A quiet film about loneliness in space",
    "A loud film about war in space",
    "安静的科幻电影，关于孤独",
    "关于战争的科幻电影",
    "Dogs and cats",
    "",
]


def fitted(settings: Language | None = None) -> LexicalEncoder:
    return LexicalEncoder(settings or Language()).fit(TEXTS)


def norms(rows: csr_array) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1), np.float64))


class TestLexicalEncoder(EncoderConformance):
    def create(self) -> Encoder:
        return LexicalEncoder(Language())

    def load(self, folder: Path) -> Encoder:
        return LexicalEncoder.load(folder, Language())


def test_fitted_on_nothing_it_knows_no_feature() -> None:
    assert LexicalEncoder(Language()).fit([]).encode(["word"]).shape == (1, 0)


def test_weights_by_hand() -> None:
    encoder = LexicalEncoder(PLAIN).fit(["red red blue", "red green"])
    row = encoder.encode(["red red blue"]).toarray()[0]
    red, blue = (1 + math.log(2)) * (math.log(3 / 3) + 1), math.log(3 / 2) + 1
    by_name = dict(zip(encoder.features(range(encoder.n_features)), row, strict=True))
    length = math.hypot(red, blue)
    assert by_name == pytest.approx({"red": red / length, "blue": blue / length, "green": 0}, abs=1e-6)


def test_parts_weigh_half_a_word() -> None:
    encoder = LexicalEncoder(Language(stem=False)).fit(["red green", "red green"])
    row = dict(zip(encoder.features(range(3)), encoder.encode(["red green"]).toarray()[0], strict=True))
    assert row["red green"] == pytest.approx(row["red"] / 2)


def test_pairs_need_two_texts_words_only_one() -> None:
    encoder = fitted()
    names = encoder.features(range(encoder.n_features))
    assert "loneli" in names
    assert "loneli space" not in names
    assert {"#科幻", "科幻电影"} <= set(names)
    assert "#安静" not in names


def test_rows_are_normalised_sorted_and_single_precision() -> None:
    rows = fitted().encode(TEXTS)
    assert rows.dtype == np.float32
    assert rows.has_sorted_indices
    np.testing.assert_allclose(norms(rows), [1, 1, 1, 1, 1, 0], atol=1e-6)


def test_what_is_alike_is_near() -> None:
    encoder = fitted()
    texts = encoder.encode(TEXTS)
    for query, best in (
        ("lonely in space: loneliness", 0),
        ("wars", 1),
        ("孤独的电影", 2),
        ("战争", 3),
        ("a dog", 4),
    ):
        assert int(np.argmax((encoder.encode([query]) @ texts.T).toarray()[0])) == best


def test_unknown_words_are_ignored_by_encode_and_learnt_by_extend() -> None:
    encoder = fitted()
    width = encoder.n_features
    assert encoder.encode(["zyxwv"]).nnz == 0
    new = encoder.extend(["zyxwv films", "zyxwv"])
    assert encoder.n_features == width + 1
    assert new.shape == (2, width + 1)
    assert encoder.features([width]) == ["zyxwv"]
    np.testing.assert_allclose(encoder.encode(["zyxwv films", "zyxwv"]).toarray(), new.toarray())


def test_extending_leaves_earlier_rows_right() -> None:
    encoder = fitted()
    before = encoder.encode(TEXTS).toarray()
    encoder.extend(["zyxwv loneliness", "war war"])
    after = encoder.encode(TEXTS).toarray()
    np.testing.assert_array_equal(after[:, : before.shape[1]], before)
    assert not after[:, before.shape[1] :].any()


def test_the_order_of_extensions_does_not_change_the_weights() -> None:
    one, other = fitted(), fitted()
    one.extend(["zyxwv", "qpqpq film"])
    other.extend(["qpqpq film"])
    other.extend(["zyxwv"])
    left, right = (np.sort(e.encode(["zyxwv qpqpq film"]).data) for e in (one, other))
    np.testing.assert_allclose(left, right)


def test_an_encoder_never_fitted_grows_from_nothing() -> None:
    encoder = LexicalEncoder(Language())
    assert encoder.extend(["dark comedy"]).shape == (1, 2)
    assert norms(encoder.encode(["dark"]))[0] == pytest.approx(1)


def test_a_short_query_is_stemmed_as_the_catalogue_is() -> None:
    encoder = LexicalEncoder(Language()).fit(
        ["Stories of loneliness, of wars and of families"] * 20 + ["孤独"] * 5
    )
    for query in ("stories", "families war", "wars!"):  # too short to tell the language
        assert encoder.encode([query]).nnz


def test_a_language_of_a_few_texts_is_read_as_the_main_one() -> None:
    texts = ["A film about the houses of the old town"] * 40 + ["Die alten Häuser der großen Stadt am Fluss"]
    encoder = LexicalEncoder(Language()).fit(texts)
    assert "hous" in encoder.features(range(encoder.n_features))
    assert "haus" not in encoder.features(range(encoder.n_features))


def test_fitting_again_forgets() -> None:
    encoder = fitted().fit(["only this"])
    assert encoder.features(range(encoder.n_features)) == []
    assert fitted().fit(["tigers"]).n_features == 1


@pytest.mark.parametrize("settings", [Language(), Language(bigrams=False, max_chars=50)])
def test_save_and_load(tmp_path: Path, settings: Language) -> None:
    encoder = fitted(settings)
    encoder.extend(["zyxwv"])
    encoder.save(tmp_path / "new" / "folder")
    again = LexicalEncoder.load(tmp_path / "new" / "folder", settings)
    queries = [*TEXTS, "zyxwv space", "孤独"]
    np.testing.assert_array_equal(again.encode(queries).toarray(), encoder.encode(queries).toarray())
    np.testing.assert_array_equal(again.extend(["nova"]).toarray(), encoder.extend(["nova"]).toarray())


def test_an_empty_encoder_survives_the_disk(tmp_path: Path) -> None:
    LexicalEncoder(Language()).save(tmp_path)
    assert LexicalEncoder.load(tmp_path, Language()).n_features == 0


def test_settings_that_do_not_touch_encoding_may_change(tmp_path: Path) -> None:
    fitted().save(tmp_path)
    assert LexicalEncoder.load(tmp_path, Language(typo_similarity=90)).n_features
    with pytest.raises(SnapshotError, match="fitted with language settings"):
        LexicalEncoder.load(tmp_path, Language(stem=False))


@pytest.mark.parametrize("name", ["manifest.json", "vocabulary.txt", "weights.npy", "df.npy"])
@pytest.mark.parametrize("damage", ["missing", "empty", "noise", "half"])
def test_damage_is_told(tmp_path: Path, name: str, damage: str) -> None:
    fitted().save(tmp_path)
    path = tmp_path / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {"empty": b"", "noise": b"\xff\xfe\x00noise", "half": content[: len(content) // 2]}[damage]
        )
    with pytest.raises(SnapshotError):
        LexicalEncoder.load(tmp_path, Language())


@pytest.mark.parametrize(
    ("key", "value"), [("format", 99), ("kind", "other"), ("arrays", {}), ("settings", {})]
)
def test_another_version_is_told(tmp_path: Path, key: str, value: object) -> None:
    fitted().save(tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {key: value}), "utf-8")
    with pytest.raises(SnapshotError):
        LexicalEncoder.load(tmp_path, Language())


ENCODER = fitted()


@given(st.lists(st.text(max_size=80), max_size=4))
def test_norms_are_one_or_zero(texts: list[str]) -> None:
    rows = ENCODER.encode(texts)
    assert rows.shape == (len(texts), ENCODER.n_features)
    found = norms(rows)
    assert np.all((np.abs(found - 1) < 1e-5) | (found == 0))


@given(st.lists(st.text(alphabet="abc 我爱电影 ü'", max_size=30), min_size=1, max_size=6))
def test_extend_on_known_texts_is_encode(texts: list[str]) -> None:
    encoder = LexicalEncoder(Language(stop_words=False)).fit(texts)
    expected = encoder.encode(texts).toarray()
    np.testing.assert_array_equal(encoder.extend(texts).toarray(), expected)
