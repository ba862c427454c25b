from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.endpoints import Stub, stub

from wellread.cli import model_checks
from wellread.cli.checks import Check
from wellread.cli.model_checks import language_models
from wellread.settings import FILE, Settings

from .conftest import Run


def checks(**sections: Any) -> dict[str, Check]:
    return {check.name: check for check in language_models(Settings.model_validate(sections))}


def writer(endpoint: Stub, **own: Any) -> dict[str, Any]:
    return {"kind": "endpoint", "model": "stub", "url": endpoint.url, **own}


def test_without_language_models_all_is_well() -> None:
    found = checks()
    assert {name: check.state for name, check in found.items()} == {"writer": "ok", "encoder": "ok"}


def test_an_endpoint_is_asked_for_its_models_and_nothing_else(endpoint: Stub) -> None:
    found = checks(writer=writer(endpoint), encoder=writer(endpoint))
    assert found["writer"].found == "'stub': its endpoint answers"
    assert found["encoder"].state == "ok"
    assert found["price of writer"].state == "ok"  # on this machine
    assert endpoint.received == []


def test_a_model_that_the_endpoint_does_not_list_is_warned_of(endpoint: Stub) -> None:
    assert checks(writer=writer(endpoint, model="another"))["writer"].state == "warning"


def test_an_endpoint_that_is_away_is_warned_of() -> None:
    with stub() as gone:
        pass
    found = checks(writer=writer(gone))["writer"]
    assert found.state == "warning"
    assert "cannot be reached" in found.found


@pytest.mark.parametrize(
    ("status", "state"), [(401, "problem"), (403, "problem"), (404, "ok"), (500, "warning")]
)
def test_what_the_endpoint_says_counts(
    endpoint: Stub, monkeypatch: pytest.MonkeyPatch, status: int, state: str
) -> None:
    monkeypatch.setattr(model_checks, "_asked", lambda url, key: model_checks._Said(status))
    assert checks(writer=writer(endpoint))["writer"].state == state


@pytest.mark.parametrize(
    ("own", "do"),
    [
        ({"kind": "endpoint", "url": "http://127.0.0.1/v1"}, "writer.model"),
        ({"kind": "endpoint", "model": "m"}, "writer.url"),
        ({"kind": "local"}, "writer.model"),
    ],
)
def test_what_is_missing_is_a_problem(own: dict[str, Any], do: str) -> None:
    found = checks(writer=own)["writer"]
    assert found.state == "problem"
    assert do in found.do


def test_a_library_that_is_missing_is_a_problem(endpoint: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_checks, "find_spec", lambda name: None)
    assert "wellread[llm]" in checks(writer=writer(endpoint))["writer"].do
    assert "wellread[torch]" in checks(writer={"kind": "local", "model": "m"})["writer"].do


def test_local_models_are_looked_for(tmp_path: Path) -> None:
    assert checks(writer={"kind": "local", "model": str(tmp_path)})["writer"].state == "ok"
    assert checks(encoder={"kind": "static", "model": "some/name"})["encoder"].state == "warning"


def test_a_price_and_a_limit_belong_to_an_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_checks, "_asked", lambda url, key: model_checks._Said(200))
    own = {"kind": "endpoint", "model": "m", "url": "https://models.example.org/v1"}
    assert checks(writer=own)["price of writer"].state == "warning"
    prices = {"m": {"input": 1.0}}
    assert "any amount" in checks(writer=own, budget={"prices": prices})["price of writer"].found
    assert checks(writer=own, budget={"prices": prices, "day": 2})["price of writer"].state == "ok"


def test_the_doctor_tells(run: Run, films: Path, own_films: Path) -> None:
    assert "writer: no language model is set" in run("doctor", "-w", films).stdout
    (own_films / FILE).write_text('[writer]\nkind = "endpoint"\nmodel = "m"\n', "utf-8")
    assert "writer: 'm' has no URL" in run("doctor", "-w", own_films, code=1).stdout
