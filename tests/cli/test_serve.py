from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Run


def test_other_machines_need_a_key(run: Run, films: Path) -> None:
    assert "WELLREAD_SERVER_API_KEY" in run("serve", "-w", films, "--host", "0.0.0.0", code=2).stderr


def test_a_database_that_is_none_is_said_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wellread.db").write_bytes(b"no database" * 1000)

    assert "SQLite database" in run("serve", "-w", tmp_path, code=4).stderr


def test_a_folder_that_is_no_workspace_is_not_served(run: Run, tmp_path: Path) -> None:
    assert "wellread init" in run("serve", "-w", tmp_path / "mistyped", code=3).stderr


@pytest.mark.parametrize("verb", ["serve -w", "demo --folder"])
def test_an_interrupted_server_goes_quietly(tmp_path: Path, own_films: Path, verb: str) -> None:
    log = tmp_path / "log"
    folder = own_films if verb.startswith("serve") else tmp_path / "demo"
    command = [sys.executable, "-m", "wellread.cli.main", *verb.split(), str(folder), "--port", "0"]
    with log.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=file) as process:
        while "is loaded" not in log.read_text():
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        code = process.wait(30)

    assert code == 0
    assert "try: curl 'http://127.0.0.1:" in log.read_text()
    assert "Traceback" not in log.read_text()


def test_a_port_that_does_not_exist_is_refused(run: Run, own_films: Path) -> None:
    assert "65535" in run("serve", "-w", own_films, "--port", 65536 + 80, code=2).stderr
