"""Lines of text files: decoded, unpacked, told apart from what is no text."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wellread.data.intake import Intake
from wellread.errors import InvalidInput

SAMPLE = 1 << 20
"""Bytes looked at before a file is believed to be in its encoding."""
_FEW, _RARE = 5, 0.005
"""Fewer bad lines, in number or as a share, are broken rows; more are an encoding of another kind."""
_UTF8 = {"utf-8", "utf-8-sig", "ascii"}
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def lines(intake: Intake) -> Iterator[str]:
    """The lines of a text file, ends kept; a byte order mark is dropped, `.gz` unpacked.

    Bytes that do not fit the encoding come as lone surrogates (`undecodable` finds them), so that one
    bad row costs that row alone.

    Raises:
        InvalidInput: the file as a whole is in another encoding, damaged or unreadable.
    """
    path, size = intake.path, intake.path.stat().st_size
    utf8 = _canonical(intake) in _UTF8
    with _explained(intake):
        if utf8:
            _check_utf8(path, _sample(path))
        with path.open("rb") as raw, _unpacked(path, raw) as data:
            encoding = "utf-8-sig" if utf8 else intake.encoding
            text = io.TextIOWrapper(data, encoding, errors="surrogateescape", newline="")
            for number, line in enumerate(text):
                if number % 4096 == 0:
                    intake.tell(raw.tell(), size)
                yield line
    intake.tell(size, size)


def wrong_encoding(given: str, expected: str) -> InvalidInput:
    """What to raise about a file that is in another encoding than it was said to be."""
    return InvalidInput(
        given,
        expected,
        "Pass the encoding it has: --encoding latin-1, cp1252 (Windows), utf-16 or gb18030 (Chinese).",
    )


def undecodable(line: str) -> bool:
    """Whether `lines` met bytes in this line that are not in the file's encoding."""
    if line.isascii():
        return False
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _unpacked(path: Path, raw: IO[bytes]) -> IO[bytes]:
    return gzip.GzipFile(fileobj=raw) if path.suffix.lower() == ".gz" else raw  # type: ignore[return-value]


def _sample(path: Path) -> bytes:
    with path.open("rb") as raw, _unpacked(path, raw) as data:
        return data.read(SAMPLE)


def _canonical(intake: Intake) -> str:
    try:
        return codecs.lookup(intake.encoding).name
    except LookupError:
        raise wrong_encoding(f"encoding '{intake.encoding}' is unknown", "a name that Python knows") from None


def _check_utf8(path: Path, sample: bytes) -> None:
    """Refuse a file that is in another encoding, but not one that merely holds a few broken rows."""
    if sample[:2] in _BOMS or sample.count(0) * 5 > len(sample):
        raise wrong_encoding(f"{path.name} looks like UTF-16, or no text at all", "text in UTF-8")
    bad, good, total, first = 0, 0, 0, 0
    whole = sample[: sample.rfind(b"\n") + 1] if len(sample) == SAMPLE else sample
    for total, line in enumerate(whole.splitlines(), start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad, first = bad + 1, first or total
    if bad > good and (bad * 2 >= total or (bad >= _FEW and bad >= total * _RARE)):
        raise wrong_encoding(
            f"{path.name} is not UTF-8 ({bad} of its first {total} lines are not; the first is line {first})",
            "text in UTF-8",
        )


@contextmanager
def _explained(intake: Intake) -> Iterator[None]:
    """Turn what the operating system, gzip or a codec says into what to do about it."""
    name = intake.path.name
    try:
        yield
    except (UnicodeError, LookupError) as error:
        raise wrong_encoding(
            f"{name} cannot be read as {intake.encoding}: {error}", "text in that encoding"
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InvalidInput(
            f"{name} is damaged: {error}", "a whole gzip file", "Copy or download it again."
        ) from None
    except OSError as error:
        raise InvalidInput(
            f"{name} cannot be read: {error.strerror}", "a readable file", "Check its permissions."
        ) from None
