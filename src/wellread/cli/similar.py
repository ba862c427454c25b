"""`wellread similar`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellread.cli.answer import print_answer
from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json, K
from wellread.cli.output import print_json


def similar(
    item: Annotated[str, typer.Argument(help="Id of the item.")],
    k: K = 10,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """List the items most like one."""
    with opened(workspace) as there:
        answer = there.similar(item, k=k, seen=False)
    if json:
        print_json(answer.model_dump(mode="json"))
    else:
        print_answer(answer, offset=0, explain=False)
