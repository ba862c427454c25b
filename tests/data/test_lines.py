"""Text files: what is in the encoding that was promised, and what is not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from wellread.data.intake import Intake
from wellread.data.lines import lines
from wellread.errors import InvalidInput


def refusal(path: Path, encoding: str = "utf-8") -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        list(lines(Intake(path, encoding=encoding)))
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_a_file_in_another_encoding_is_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,title\n1,Café\n2,Crème brûlée\n3,tea\n".encode(encoding))
    error = refusal(path)
    assert "latin-1" in error.do
    assert "utf-16" in error.do


def test_accents_here_and_there_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,title\n" + b"1,plain\n" * 300 + b"2,caf\xe9\n" * 6)
    assert "306" not in refusal(path).given
    assert "6 of its first 307 lines" in refusal(path).given


def test_a_few_broken_rows_among_many_are_broken_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,title\n" + b"1,plain\n" * 3000 + b"2,caf\xe9\n" * 6)
    assert len(list(lines(Intake(path)))) == 3007


def test_a_big_file_may_be_cut_within_a_character(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id\n" + "茶\n" * 400_000, encoding="utf-8")
    assert len(list(lines(Intake(path)))) == 400_001


def test_wrong_encodings_named_by_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id\né\n".encode())
    assert "unknown" in refusal(path, "klingon").given
    assert "utf-16" in refusal(path, "utf-16").given
    assert "hex" in refusal(path, "hex").given


@pytest.mark.parametrize("content", [b"no gzip at all", gzip.compress(b"id\n" * 9999)[:40], b""])
def test_damaged_gzip(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(content)
    if content:
        assert "damaged" in refusal(path).given
    else:
        assert list(lines(Intake(path))) == []


def test_a_folder_cannot_be_read_as_text(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path).given


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"0123456789\n" * 10_000)
    told: list[tuple[int, int]] = []
    list(lines(Intake(path, progress=lambda done, total: told.append((done, total)))))
    assert told[-1] == (110_000, 110_000)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) == 4
