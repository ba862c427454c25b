import os
from pathlib import Path

import numpy as np
import pytest
from tests.conformance.dense_encoder import DenseEncoderConformance

from wellread.language.encoders.static import StaticEncoder

WORDS = """storm 1 0 0 0
sea 1 0.1 0 0
sailor 0.9 0 0.1 0
harbour 0.8 0 0.2 0
garden 0 1 0 0
roses 0 0.9 0 0.1
bees 0 0.9 0.1 0
film 0 0 1 0
a 0.1 0.1 0.1 0.1
暴 1 0 0 0.1
水 1 0.1 0 0.1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.vec").write_text(WORDS, "utf-8")
    return tmp_path


class TestStaticConformance(DenseEncoderConformance):
    @pytest.fixture(autouse=True)
    def _folder(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> StaticEncoder:
        return StaticEncoder(self.folder)

    def create_another(self) -> StaticEncoder:
        path = self.folder / "other.txt"
        path.write_text(WORDS.replace("0.9", "0.8"), "utf-8")
        return StaticEncoder(path)


def test_the_mean_of_the_tokens(folder: Path) -> None:
    found = StaticEncoder(folder).encode(["storm garden storm", "unknown"])
    wanted = np.array([[2 / 3, 1 / 3, 0, 0], [0, 0, 0, 0]], np.float32)
    np.testing.assert_allclose(found, wanted, rtol=1e-6)


def test_it_is_quick(folder: Path) -> None:
    assert StaticEncoder(str(folder)).quick


CHARACTERS = Path(os.environ.get("REAL_DATA", "data")) / "models" / "tencent-zh-char-200d"


@pytest.mark.skipif(not CHARACTERS.exists(), reason="the folder of Chinese character vectors is not here")
def test_chinese_characters() -> None:
    encoder = StaticEncoder(CHARACTERS)
    rows = encoder.encode(["猫", "狗", "股票", "基金"])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    likeness = rows @ rows.T
    assert likeness[0, 1] > max(likeness[0, 2], likeness[0, 3])
    assert likeness[2, 3] > max(likeness[2, 0], likeness[2, 1])
