"""Folders that hold a checkpoint of a transformer: where they are, and what tells two of them apart."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from wellread.errors import InvalidInput, MissingExtra, NotFound

KINDS = ("*.json", "*.txt", "*.model", "*.safetensors", "*.bin")
"""Files that decide what a checkpoint says; other forms of the same weights stay on the hub."""
NOT_THESE = ("*.onnx", "onnx/*", "openvino/*", "*training_args.bin", "*optimizer.bin")


def folder(model: str) -> Path:
    """The folder of a model: the one of that name, else what the hub has under it.

    Raises:
        NotFound: there is no such folder, and the hub does not have it or cannot be reached.
        InvalidInput: the folder holds no checkpoint.
        MissingExtra: a name on the hub, and huggingface_hub is not installed.
    """
    path = Path(model)
    if not path.is_dir():
        path = _downloaded(model)
    if not (path / "config.json").exists() and not (path / "modules.json").exists():
        raise InvalidInput(
            f"'{path}', which holds neither config.json nor modules.json",
            "a folder of sentence-transformers or of transformers",
            "Correct `encoder.model`.",
        )
    return path


def fingerprint(folder: Path) -> str:
    """Hash of all files that decide what the checkpoint says: others trained on from it have another."""
    whole = hashlib.sha256()
    files = {path for kind in KINDS for path in folder.rglob(kind) if path.is_file()}
    names = {path.relative_to(folder): path for path in files}
    for name in sorted(names, key=str):
        if not any(name.match(kind) for kind in NOT_THESE):
            with names[name].open("rb") as file:
                whole.update(str(name).encode() + hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:24]


def _downloaded(name: str) -> Path:
    """The hub's copy on this machine, fetched where it is missing."""
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise MissingExtra("torch", f"the model '{name}'") from error
    kinds: dict[str, Any] = {"allow_patterns": list(KINDS), "ignore_patterns": list(NOT_THESE)}
    try:
        try:
            return Path(snapshot_download(name, local_files_only=True, **kinds))
        except FileNotFoundError:
            return Path(snapshot_download(name, **kinds))
    except (OSError, ValueError) as error:
        raise NotFound(
            f"no folder '{name}', and no such model on the hub: {error}",
            "a folder, or a name on the hub such as sentence-transformers/all-MiniLM-L6-v2",
            "Correct `encoder.model`, or download the checkpoint and name its folder.",
        ) from error
