"""Snapshots: versioned folders of fitted state. The file CURRENT names the one in use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wellread.errors import NotFound, SnapshotError

CURRENT = "CURRENT"
MANIFEST = "snapshot.json"
FORMAT = 1
"""Grows when a snapshot of before can no longer be read."""


class Snapshots:
    """The snapshots below one folder.

    Args:
        folder: `models/` of a workspace; made when the first snapshot is written.
        keep: How many are kept.
    """

    def __init__(self, folder: Path, keep: int) -> None:
        self.folder = folder
        self.keep = keep

    def versions(self) -> list[str]:
        """Names of all whole snapshots, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if path.name.isdigit() and path.is_dir())

    def current(self) -> str | None:
        """The snapshot in use, or None before the first fit."""
        try:
            return (self.folder / CURRENT).read_text("utf-8", "replace").strip() or None
        except FileNotFoundError:
            return None

    def write(self, fill: Callable[[Path], dict[str, Any]]) -> str:
        """Have `fill` write into a new folder; make it current once it is whole, and drop the oldest.

        Args:
            fill: Writes its files into the given folder and returns what goes into the manifest.
        """
        version = f"{max(map(int, self.versions()), default=0) + 1:06d}"
        draft = self.folder / f"draft-{version}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            manifest = {"format": FORMAT, "version": version, **fill(draft)}
            (draft / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
            draft.rename(self.folder / version)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._point_to(version)
        for old in self.versions()[: -self.keep]:
            shutil.rmtree(self.folder / old)
        return version

    def read(self, version: str) -> tuple[Path, dict[str, Any]]:
        """The folder and manifest of a snapshot.

        Raises:
            SnapshotError: missing, damaged or written by another version of wellread.
        """
        folder = self.folder / version
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
            found = manifest["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SnapshotError(
                f"snapshot {version} in {self.folder} cannot be read: {error}",
                f"a folder with {MANIFEST}",
                "Go back with `wellread fit --rollback`, or run `wellread fit`; the data are untouched.",
            ) from None
        if found != FORMAT:
            raise SnapshotError(
                f"snapshot {version} in {self.folder} is of format {found}",
                f"format {FORMAT}, that of this version of wellread",
                "Fit again with `wellread fit`; the data are untouched.",
            )
        return folder, manifest

    def rollback(self) -> str:
        """Make the snapshot before the current one current.

        Raises:
            NotFound: there is none.
        """
        current, versions = self.current(), self.versions()
        earlier = [version for version in versions if current is None or version < current]
        if not earlier:
            raise NotFound(
                f"no snapshot is older than {current or 'none'} in {self.folder}",
                f"one of {', '.join(versions) or 'none, as nothing was fitted yet'}",
                "Fit again with `wellread fit`.",
            )
        self._point_to(earlier[-1])
        return earlier[-1]

    def _point_to(self, version: str) -> None:
        draft = self.folder / f"{CURRENT}.draft"
        draft.write_text(version + "\n", "utf-8")
        draft.replace(self.folder / CURRENT)
