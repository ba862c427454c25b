from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from .conftest import Run


def test_other_machines_need_a_key(run: Run, films: Path) -> None:
    assert "WELLREAD_SERVER_API_KEY" in run("serve", "-w", films, "--host", "0.0.0.0", code=2).stderr


def test_an_interrupted_server_goes_quietly(own_films: Path) -> None:
    log = own_films / "log"
    command = [sys.executable, "-m", "wellread.cli.main", "serve", "-w", str(own_films), "--port", "0"]
    with log.open("wb") as file, subprocess.Popen(command, stderr=file) as process:
        while "startup complete" not in log.read_text():
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        code = process.wait(10)

    assert code == 130
    assert "try: curl 'http://127.0.0.1:" in log.read_text()
    assert "Traceback" not in log.read_text()
