"""What the OpenAPI document allows, and what it does not, tried at random on all operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.case import Case
from schemathesis.python import asgi
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp

from wellread.engine.workspace import Workspace
from wellread.server.api_key import mint
from wellread.server.app import create_app
from wellread.store import Store

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
Operation = APIOperation[Any, Any, Any, Any]
EXAMPLES = 8
"""Of each operation, of sound requests and of unsound ones."""
FEW = 2
"""The same where the answer is always one."""


@pytest.fixture
def app(own_films: Path) -> Iterator[tuple[ASGIApp, str]]:
    """An application, and a key for all of it."""
    text, key = mint("all", ["admin"])
    with Store.open(own_films / "wellread.db") as store:
        store.put_key(key)
    yield create_app(Workspace(own_films)), text
    asgi.shutdown_lifespans()


def operations(app: ASGIApp) -> list[Operation]:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    found = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    assert len(found) == len(list(schema.get_all_operations()))
    return found


def tried(operation: Operation, headers: dict[str, str], examples: int = EXAMPLES) -> Counter[int]:
    """What was answered, status by status; every answer is as the document says."""
    answered: Counter[int] = Counter()
    has_input = any((operation.body, operation.path_parameters, operation.query, operation.headers))
    modes = list(schemathesis.GenerationMode) if has_input else [schemathesis.GenerationMode.POSITIVE]
    for mode in modes:

        @seed(1)
        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers(case: Case[Any]) -> None:
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)
            answered[response.status_code] += 1

        answers()
    return answered


@pytest.mark.slow
def test_whatever_is_asked_is_answered_as_the_document_says(app: tuple[ASGIApp, str]) -> None:
    application, key = app

    answered = {each.label: tried(each, {"X-API-Key": key}) for each in operations(application)}

    assert len(answered) >= 15
    for label, statuses in answered.items():
        assert 401 not in statuses, label
        assert 403 not in statuses, label
        assert max(statuses) < 500, label
    for label in ("POST /v1/items", "POST /v1/events", "POST /v1/recommendations"):
        assert answered[label][200] and answered[label][422], label


@pytest.mark.slow
def test_without_a_key_nothing_is_answered_whatever_is_asked(app: tuple[ASGIApp, str]) -> None:
    for operation in operations(app[0]):
        if operation.path.startswith("/v1/") or operation.path == "/metrics":
            assert set(tried(operation, {}, FEW)) == {401}, operation.label
