"""Snapshots: versioned folders of fitted state. The file CURRENT names the one in use."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wellread.errors import NotFound, SnapshotError

CURRENT = "CURRENT"
MANIFEST = "snapshot.json"
FORMAT = 2
"""Grows when a snapshot of before can no longer be read."""
LEFT = 86_400.0
"""Age, seconds, at which a draft is taken for the leavings of a process that was killed."""


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
        for left in self.folder.glob("draft-*"):
            if left.stat().st_mtime < time.time() - LEFT:
                shutil.rmtree(left, ignore_errors=True)
        draft = self.folder / f"draft-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            version = self._publish(draft, fill(draft))
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

    def _publish(self, draft: Path, manifest: dict[str, Any]) -> str:
        """Give a filled draft the next free number; another process may be fitting too."""
        number = max(map(int, self.versions()), default=0)
        while True:
            number += 1
            version = f"{number:06d}"
            whole = {"format": FORMAT, "version": version, **manifest}
            (draft / MANIFEST).write_text(json.dumps(whole, indent=1), "utf-8")
            try:
                draft.rename(self.folder / version)
            except OSError as error:
                if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                    raise
            else:
                return version

    def _point_to(self, version: str) -> None:
        draft = self.folder / f"{CURRENT}.draft"
        draft.write_text(version + "\n", "utf-8")
        draft.replace(self.folder / CURRENT)
