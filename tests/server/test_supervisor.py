"""Real processes on loopback: they answer, die, come back and end together."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from wellread.domain import Item
from wellread.engine.workspace import Workspace

from .serving import Server, alive, serving, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="no signals")]
ALIEN = "/v1/items/alien-1979"


@pytest.fixture(scope="module")
def two(fitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two workers and a learner."""
    folder = shutil.copytree(fitted, tmp_path_factory.mktemp("two") / "films")
    with serving(folder, "--workers", "2") as server:
        server.ready()
        yield server


def counted(server: Server, name: str) -> float:
    """The sum of a metric over its labels, as any of the workers tells it."""
    lines = re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", server.get("/metrics").text, re.MULTILINE)
    return sum(map(float, lines))


def test_workers_count_together(two: Server) -> None:
    route = 'wellread_requests_total{method="GET",route="/v1/items/{id}",status="200"}'
    for _ in range(20):  # each on a connection of its own, so that both get some
        assert two.get(ALIEN).json()["title"] == "Alien"

    told = {re.search(rf"^{re.escape(route)} (\S+)$", two.get("/metrics").text, re.M) for _ in range(8)}

    assert {float(found[1]) for found in told if found} == {20.0}
    assert all(told)
    pages = two.get("/metrics").text
    assert len(set(re.findall(r'memory_bytes\{pid="(\d+)",process="worker"\}', pages))) == 2


def test_what_one_worker_is_told_the_others_know(two: Server) -> None:
    for number in range(6):
        event = {"user": f"new-{number}", "item": "alien-1979", "kind": "like"}
        assert httpx.post(two.url + "/v1/events", json=event, timeout=60).json()["stored"] == 1
        items = two.get(f"/v1/recommendations?user=new-{number}&k=5").json()["items"]
        assert any(reason["about"] == "alien-1979" for item in items for reason in item["reasons"])
    assert counted(two, r"wellread_events_total") >= 6


def test_the_learner_learns_and_readiness_tells_how_far(two: Server) -> None:
    event = {"user": "learnt-from", "item": "alien-1979", "kind": "like"}
    assert httpx.post(two.url + "/v1/events", json=event, timeout=60).status_code == 200

    until(lambda: two.get("/health/ready").json()["behind"] == 0)

    told = two.get("/health/ready").json()
    assert told["learnt"] == told["seq"]
    assert counted(two, "wellread_learner_behind_events") == 0
    until(lambda: counted(two, "wellread_learner_events_total") >= 1)


def test_a_worker_that_dies_is_replaced_and_the_other_answers(two: Server) -> None:
    before = len(two.pids("worker"))
    os.kill(two.pids("worker")[-1], signal.SIGKILL)
    broken = 0
    while len(two.pids("worker")) == before:
        try:
            assert two.get(ALIEN).status_code == 200
        except httpx.TransportError:  # it had reached the dead one
            broken += 1
    assert broken <= 2

    until(lambda: counted(two, "wellread_memory_bytes") > 0 and two.log.count("is loaded") > before)

    assert "SIGKILL" in two.log
    pids = set(re.findall(r'pid="(\d+)",process="worker"', two.get("/metrics").text))
    assert str(two.pids("worker")[before - 1]) not in pids, "what the dead one held is told no longer"


def test_a_learner_that_dies_is_replaced(two: Server) -> None:
    before = len(two.pids("the learner"))
    os.kill(two.pids("the learner")[-1], signal.SIGKILL)

    until(lambda: len(two.pids("the learner")) > before)


def test_workers_are_renewed_without_a_request_lost(two: Server) -> None:
    old, lost, ending = two.pids("worker"), list[Exception](), threading.Event()

    def ask() -> None:
        with two.client() as client:
            while not ending.is_set():
                try:
                    assert client.get(ALIEN).status_code == 200
                except Exception as error:
                    lost.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    two.process.send_signal(signal.SIGHUP)
    until(lambda: two.log.count("takes the place") >= 2 and not any(map(alive, old)))
    ending.set()
    for thread in threads:
        thread.join()

    assert lost == []


def test_settings_that_cannot_be_used_renew_nothing(two: Server) -> None:
    toml = Path(re.findall(r"serving '(.*?)'", two.log)[0]) / "wellread.toml"
    sound, before = toml.read_text(), two.pids("worker")
    toml.write_text("[server]\nworkers = 0\n")
    two.process.send_signal(signal.SIGHUP)
    until(lambda: "everything stays as it is" in two.log)
    toml.write_text(sound)

    assert two.pids("worker") == before
    assert two.get(ALIEN).status_code == 200


def test_a_stop_under_load_loses_nothing(own_films: Path) -> None:
    acknowledged, lost = list[str](), list[str]()

    def send(server: Server, who: int) -> None:
        fresh = True
        with server.client() as client:
            for number in range(100_000):
                event = {"user": f"u{who}", "item": "alien-1979", "kind": "view", "id": f"{who}-{number}"}
                try:
                    answer = client.post("/v1/events", json=event)
                except httpx.ConnectError:
                    return
                except httpx.TransportError as error:
                    # Of a connection that was never taken up nothing was promised.
                    return None if fresh else lost.append(repr(error))
                assert answer.status_code == 200, answer.text
                acknowledged.append(event["id"])
                fresh = answer.headers.get("connection") == "close"

    with serving(own_films, "--workers", "2", WELLREAD_SERVER_LOG="text") as server:
        server.ready()
        threads = [threading.Thread(target=send, args=(server, who)) for who in range(6)]
        for thread in threads:
            thread.start()
        until(lambda: len(acknowledged) > 100)
        assert server.stop() == 0, server.log
        for thread in threads:
            thread.join()
        assert not any(alive(pid) for pid in server.pids())

    assert lost == []
    with Workspace(own_films) as workspace:
        stored = {event.id for who in range(6) for event in workspace.store.events(f"u{who}")}
    assert set(acknowledged) <= stored
    assert "Traceback" not in server.log


def test_nobody_outlives_a_killed_supervisor(own_films: Path) -> None:
    with serving(own_films) as server:
        server.ready()
        pids = server.pids()
        server.process.kill()
        server.process.wait()

        until(lambda: not any(map(alive, pids)))
    assert len(pids) == 2


def test_the_first_fit_is_the_learners_and_readiness_waits_for_it(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        workspace.put_items([Item(id=str(n), title=f"Book {n}", text="some words " * 20) for n in range(50)])
    with serving(tmp_path, "--workers", "2") as server:
        answers = list[httpx.Response]()
        while not answers or answers[-1].status_code == 503:
            answers.append(server.get("/health/ready"))
            assert server.get("/health/live").json() == {"status": "ok"}

        assert answers[-1].json()["items"] == 50
        assert {json.loads(answer.text)["error"]["code"] for answer in answers[:-1]} <= {"not_ready"}
        assert server.get("/v1/recommendations?k=1").status_code == 200
    assert [path.name for path in (tmp_path / "models").iterdir() if path.name.startswith("0")] == ["000001"]
    assert server.log.count("nothing was fitted yet: fitting") == 1


def test_without_a_learner_the_first_worker_fits_and_the_others_wait(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        workspace.put_items([Item(id=str(n), title=f"Book {n}", text="some words " * 20) for n in range(50)])
    with serving(tmp_path, "--workers", "2", WELLREAD_LEARNER_ENABLED="false") as server:
        until(lambda: server.log.count("is loaded") == 2)
        for _ in range(8):
            assert server.get("/health/ready").json()["version"] == "000001"
        assert server.pids("the learner") == []
    assert not (tmp_path / "models" / "000002").exists()
