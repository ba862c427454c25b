from pathlib import Path

import pytest

from wellread.errors import InvalidInput, NotFound
from wellread.language.encoders import checkpoint


def make(folder: Path) -> Path:
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "1_Pooling" / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def test_the_fingerprint_is_that_of_what_decides(tmp_path: Path) -> None:
    one, two = make(tmp_path / "one"), make(tmp_path / "two")
    first = checkpoint.fingerprint(one)
    assert first == checkpoint.fingerprint(two)
    (two / "README.md").write_text("words")
    (two / "optimizer.bin").write_text("state")
    (two / "onnx").mkdir()
    (two / "onnx" / "config.json").write_text("other")
    assert first == checkpoint.fingerprint(two)
    for name in ("model.safetensors", "config.json", "1_Pooling/config.json"):
        three = make(tmp_path / name.replace("/", "-"))
        (three / name).write_text("changed")
        assert checkpoint.fingerprint(three) != first


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert checkpoint.folder(str(make(tmp_path / "one"))) == tmp_path / "one"


def test_a_folder_without_a_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"neither config.json nor modules.json"):
        checkpoint.folder(str(tmp_path))


@pytest.mark.parametrize("name", ["no/such-model", "/no/such/folder", "", "odd name?"])
def test_a_name_that_nobody_has(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises((NotFound, InvalidInput)):
        checkpoint.folder(name)


def test_what_the_hub_has_here_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout of the hub's cache, as it lies after a download."""
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    held = tmp_path / "models--some--model"
    snapshot = make(held / "snapshots" / "0123456789012345678901234567890123456789")
    (held / "refs").mkdir()
    (held / "refs" / "main").write_text(snapshot.name)
    assert checkpoint.folder("some/model").samefile(snapshot)
