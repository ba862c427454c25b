"""What every encoder must do. An encoder's test inherits this class and says how to make the encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wellread.errors import SnapshotError
from wellread.language.encoder import Encoder

TEXTS = [
    "A quiet film about a storm at sea",
    "Roses and bees in an old garden",
    "暴风雨中的水手与港湾",
    "",
    "A sailor, a storm, a harbour",
]


class EncoderConformance:
    """Inherit, and give `create` and `load`."""

    def create(self) -> Encoder:
        raise NotImplementedError

    def load(self, folder: Path) -> Encoder:
        raise NotImplementedError

    def fitted(self) -> Encoder:
        return self.create().fit(TEXTS)

    def test_rows_have_length_one_or_zero(self) -> None:
        encoder = self.fitted()
        rows = encoder.encode([*TEXTS, "words never met before: zyxw", "\x00", "😀"])
        assert rows.dtype == np.float32
        lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
        np.testing.assert_allclose(lengths[lengths > 0], 1, rtol=1e-5)
        assert lengths[3] == 0
        assert (lengths[[0, 1, 2, 4]] > 0).all()

    def test_likeness_follows_the_words(self) -> None:
        rows = self.fitted().encode(TEXTS)
        likeness = (rows @ rows.T).toarray()
        assert likeness[0, 4] > likeness[0, 1]

    def test_a_question_finds_its_text(self) -> None:
        encoder = self.fitted()
        for question, row in (("storm at sea", 0), ("garden with bees", 1), ("水手", 2)):
            asked = encoder.ask(question)
            assert asked.shape[0] == 1
            assert int(np.argmax((encoder.encode(TEXTS) @ asked.T).toarray())) == row

    def test_same_input_same_rows(self) -> None:
        one, two = self.fitted().encode(TEXTS), self.fitted().encode(TEXTS)
        np.testing.assert_array_equal(one.toarray(), two.toarray())

    def test_a_batch_is_its_texts_one_by_one(self) -> None:
        encoder = self.fitted()
        alone = [encoder.encode([text]).toarray()[0] for text in TEXTS]
        np.testing.assert_allclose(encoder.encode(TEXTS).toarray(), alone, atol=1e-6)

    def test_extending_leaves_earlier_rows_right(self) -> None:
        encoder = self.fitted()
        before = encoder.encode(TEXTS).toarray()
        new = encoder.extend(["a zeppelin over the harbour"])
        after = encoder.encode(TEXTS).toarray()
        np.testing.assert_allclose(after[:, : before.shape[1]], before, atol=1e-6)
        asked = encoder.ask("zeppelin")
        assert (new @ asked.T).toarray()[0, 0] > 0

    def test_no_texts(self) -> None:
        assert self.create().fit([]).encode(["storm"]).shape[0] == 1
        assert self.fitted().encode([]).shape[0] == 0

    def test_columns_have_names(self) -> None:
        encoder = self.fitted()
        row = encoder.encode(["storm"])
        assert len(encoder.features([int(column) for column in row.indices])) == row.nnz

    def test_round_trip_through_files(self, tmp_path: Path) -> None:
        encoder = self.fitted()
        encoder.save(tmp_path)
        again = self.load(tmp_path)
        np.testing.assert_array_equal(again.encode(TEXTS).toarray(), encoder.encode(TEXTS).toarray())
        np.testing.assert_array_equal(again.ask("storm").toarray(), encoder.ask("storm").toarray())

    def test_damaged_files_are_refused(self, tmp_path: Path) -> None:
        self.fitted().save(tmp_path)
        (tmp_path / "manifest.json").write_text("{")
        with pytest.raises(SnapshotError):
            self.load(tmp_path)
