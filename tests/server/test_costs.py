from __future__ import annotations

import math
from pathlib import Path

from wellread.language.writing.writer import Usage
from wellread.server import metrics
from wellread.server.metrics import ModelUse
from wellread.settings import FILE

from .conftest import Starter

PRICED = "[budget]\nprices = { small = { input = 1.0, output = 2.0 } }\nday = 1.0\n"


def test_costs_over_http(own_films: Path, start: Starter) -> None:
    (own_films / FILE).write_text(PRICED, "utf-8")
    client = start(own_films)
    assert client.get("/v1/costs").json()["lines"] == []
    gate = client.app.state.workspace.language_models.gate  # type: ignore[attr-defined]
    gate.call("wish", "small", Usage(1_000, 1_000), math.inf, lambda seconds: (None, Usage(500, 100, 200)))
    gate.count("wish", "small", "kept")
    found = client.get("/v1/costs", params={"days": 1}).json()
    (line,) = found["lines"]
    assert (line["purpose"], line["model"], line["calls"], line["kept"]) == ("wish", "small", 1, 1)
    assert (line["input"], line["cached_input"], line["output"]) == (500, 200, 100)
    assert found["today"] == found["cost"] == line["cost"] == 0.0007
    assert found["limit"] == 1.0
    for days in ("0", "x", "1e9"):
        assert client.get("/v1/costs", params={"days": days}).status_code == 422


def test_use_is_counted_once(own_films: Path, start: Starter) -> None:
    client = start(own_films)
    gate = client.app.state.workspace.language_models.gate  # type: ignore[attr-defined]
    use = ModelUse(gate)
    gate.call("chat", "counted", Usage(10, 10), math.inf, lambda seconds: (None, Usage(3, 4, 1)))
    gate.count("chat", "counted", "refused")
    use()
    use()
    page = metrics.page().decode()
    for line in (
        'wellread_model_calls_total{model="counted",outcome="ok",purpose="chat"}',
        'wellread_model_calls_total{model="counted",outcome="refused",purpose="chat"}',
        'wellread_model_tokens_total{kind="cached_input",model="counted",purpose="chat"}',
    ):
        (found,) = [said for said in page.splitlines() if said.startswith(line)]
        assert float(found.split()[-1]) >= 1.0
