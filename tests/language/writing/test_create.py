import sys
from pathlib import Path

import pytest

from wellread.errors import MissingExtra, NotFound, SettingsError
from wellread.language.writing.create import create
from wellread.settings import Writer


def test_none_is_none() -> None:
    assert create(Writer()) is None


@pytest.mark.parametrize(
    ("writer", "key"),
    [
        (Writer(kind="endpoint"), "writer.model"),
        (Writer(kind="local"), "writer.model"),
        (Writer(kind="endpoint", model="m"), "writer.url"),
    ],
)
def test_what_is_missing_is_named(writer: Writer, key: str) -> None:
    with pytest.raises(SettingsError, match=f"'{key}' is empty"):
        create(writer)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(MissingExtra, match=r"wellread\[llm\]"):
        create(Writer(kind="endpoint", model="m", url="http://127.0.0.1/v1"))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(NotFound, match=r"writer\.model"):
        create(Writer(kind="local", model=str(tmp_path / "nothing")))
