"""Virtual environments for other libraries: made once, kept, weighed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

VENVS = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "wellread-peers"
"""Where they are kept unless said otherwise."""
COMMON = ("pip", "setuptools", "pkg_resources", "_distutils", "distutils")
"""What every environment has."""


def environment(folder: Path, name: str, wanted: Sequence[str]) -> Path | None:
    """The Python of a virtual environment with `wanted`, made where it is missing; None where that fails."""
    python = folder / name / "bin" / "python"
    done = folder / name / "installed"
    if not done.exists() or done.read_text("utf-8") != "\n".join(wanted):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder / name)], check=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *wanted]
        if subprocess.run(command, check=False, stdout=sys.stderr).returncode:
            return None
        done.write_text("\n".join(wanted), "utf-8")
    return python


def megabytes(python: Path) -> float:
    """Size of what is installed, without what every environment has."""
    site = next((python.parent.parent / "lib").glob("python*/site-packages"))
    return sum(
        path.stat().st_size
        for top in site.iterdir()
        if not top.name.startswith(COMMON)
        for path in ([top] if top.is_file() else top.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ) / 1e6  # fmt: skip
