"""What language models cost, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from wellread.engine.costs import CostReport, report
from wellread.server.workspace import Opened

router = APIRouter(prefix="/costs", tags=["costs"])


@router.get("")
def get_costs(
    workspace: Opened,
    days: Annotated[int, Query(ge=1, le=100_000, description="How many days (UTC), today among them.")] = 30,
) -> CostReport:
    """What language models cost by day, purpose and model."""
    workspace.language_models.gate.flush()
    return report(workspace.store, workspace.settings, days)
