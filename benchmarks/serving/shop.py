"""A workspace to serve: items with texts, a log of people, fitted models."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import wellread
from request import events, items

CHUNK = 10_000
PROTOCOL = (
    "Items have texts of 40 words drawn from a Zipf vocabulary of 20,000, ten topics; simulated people have "
    "50 to 80 events each inside two topics. Everything goes over HTTP to `wellread serve`, its settings as "
    "they come unless said otherwise; the load is made by other processes of the same machine."
)


def make(folder: Path, n_items: int, people: int, settings: str = "") -> None:
    """Fill `folder` with a fitted workspace of `n_items` items, i0 to i<n-1>, and as many people, p0, ..."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "wellread.toml").write_text(settings, "utf-8")
    rng = np.random.default_rng(0)
    with wellread.open(folder) as workspace:
        workspace.put_items(items(n_items, rng))
        log = events(n_items, rng, people)
        for start in range(0, len(log), CHUNK):
            workspace.add_events(log[start : start + CHUNK])
        workspace.fit()


@contextmanager
def shop(n_items: int, people: int, settings: str = "", kept: Path | None = None) -> Iterator[Path]:
    """A workspace in a temporary folder; `kept`: where fitted ones of the same settings wait to be copied."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "shop"
        name = f"{n_items}-{people}-{zlib.crc32(settings.encode()):x}"
        if kept is None:
            make(folder, n_items, people, settings)
        else:
            if not (kept / name / "models").exists():
                make(kept / name, n_items, people, settings)
            shutil.copytree(kept / name, folder)
        yield folder
