"""Experiments over HTTP."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Query

from wellread.evaluation.experiments import ExperimentReport, report
from wellread.server.paths import PathId
from wellread.server.workspace import Opened

DAY = 86_400.0

router = APIRouter(prefix="/experiments", tags=["experiments"])


@router.get("/{name:id}")
def get_experiment(
    name: PathId,
    workspace: Opened,
    days: Annotated[
        float | None, Query(gt=0, le=100_000, allow_inf_nan=False, description="How far back; absent: all.")
    ] = None,
) -> ExperimentReport:
    """What became of an experiment so far: the rates of its arms, with intervals."""
    since = 0.0 if days is None else max(time.time() - days * DAY, 0.0)
    return report(workspace.store, workspace.settings, name, since)
