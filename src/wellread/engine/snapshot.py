"""Snapshots: versioned folders of fitted state. The file CURRENT names the one in use.

`000012` is what the twelfth fit found, `000012.000345` the same after 345 steps of learning from what
happened since. What a step left alone is not written again: it is the same file under another name.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wellread.engine.lock import locked
from wellread.errors import NotFound, SnapshotError

MODELS = "models"
"""Folder of a workspace that holds them."""
CURRENT = "CURRENT"
MANIFEST = "snapshot.json"
FORMAT = 3
"""Grows when a snapshot of before can no longer be read."""
_NAME = re.compile(r"\d+(\.\d+)?")
LEFT = 86_400.0
"""Age, seconds, at which a draft is taken for the leavings of a process that was killed."""


def fit_of(version: str) -> str:
    """The fit that a version came from."""
    return version.partition(".")[0]


class Snapshots:
    """The snapshots below one folder.

    Args:
        folder: `models/` of a workspace; made when the first snapshot is written.
        keep: How many fits are kept, each with its latest state of learning.
    """

    def __init__(self, folder: Path, keep: int) -> None:
        self.folder = folder
        self.keep = keep

    def versions(self) -> list[str]:
        """Names of all whole snapshots, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if _NAME.fullmatch(path.name))

    def current(self) -> str | None:
        """The snapshot in use, or None before the first fit."""
        try:
            return (self.folder / CURRENT).read_text("utf-8", "replace").strip() or None
        except FileNotFoundError:
            return None

    def write(self, fill: Callable[[Path], dict[str, Any]]) -> str:
        """Have `fill` write a fit into a new folder; make it current once it is whole, and drop the oldest.

        Args:
            fill: Writes its files into the given folder and returns what goes into the manifest.
        """
        version = self._write(fill, None)
        assert version is not None
        return version

    def write_learnt(self, fill: Callable[[Path], dict[str, Any]], held: str) -> str | None:
        """Have `fill` write what was learnt since version `held`, and make that current.

        Returns:
            The new version; None where another fit has become current meanwhile: nothing was published.
        """
        return self._write(fill, held)

    def _write(self, fill: Callable[[Path], dict[str, Any]], held: str | None) -> str | None:
        for left in self.folder.glob("draft-*"):
            if left.stat().st_mtime < time.time() - LEFT:
                shutil.rmtree(left, ignore_errors=True)
        draft = self.folder / f"draft-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            manifest = fill(draft)
            with self._alone():
                current = self.current()
                if held and current and fit_of(current) != fit_of(held):
                    return None
                version = self._publish(draft, manifest, held)
                self._point_to(version)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._drop_old()
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
        """Make the latest state of the fit before the current one current.

        Raises:
            NotFound: there is none.
        """
        with self._alone():
            current, versions = self.current(), self.versions()
            earlier = [v for v in versions if current is None or fit_of(v) < fit_of(current)]
            if not earlier:
                given = (
                    f"no fit is older than {current} in {self.folder}"
                    if current
                    else "nothing was fitted yet"
                )
                raise NotFound(
                    given,
                    f"a fit before it; there is {', '.join(versions) or 'none'}",
                    "Fit again with `wellread fit`.",
                )
            self._point_to(earlier[-1])
        return earlier[-1]

    def drop_others(self, version: str) -> None:
        """Drop all snapshots but one: the others hold what somebody did who was erased."""
        for other in self.versions():
            if other != version:
                shutil.rmtree(self.folder / other, ignore_errors=True)

    def _drop_old(self) -> None:
        """Keep so many fits; of the latest its last two states, for a worker may be reading one of them."""
        fits: dict[str, list[str]] = {}
        for version in self.versions():
            fits.setdefault(fit_of(version), []).append(version)
        kept = sorted(fits)[-self.keep :]
        current = self.current()
        for fit, states in fits.items():
            for state in states if fit not in kept else states[: -2 if fit == kept[-1] else -1]:
                if state != current:
                    shutil.rmtree(self.folder / state, ignore_errors=True)

    def _publish(self, draft: Path, manifest: dict[str, Any], held: str | None) -> str:
        """Give a filled draft the next free number; another process may be fitting too."""
        if held is None:
            before, numbers = "", [int(fit_of(version)) for version in self.versions()]
        else:
            before = fit_of(held) + "."
            numbers = [int(v.removeprefix(before)) for v in [*self.versions(), held] if v.startswith(before)]
        number = max(numbers, default=0)
        while True:
            number += 1
            version = f"{before}{number:06d}"
            whole = {**manifest, "format": FORMAT, "version": version}
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

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time looks at CURRENT and changes it."""
        with locked(self.folder / "LOCK", wait=True):
            yield
