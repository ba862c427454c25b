"""`wellread search`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wellread.cli.answer import print_answer
from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json, K
from wellread.cli.output import print_json


def search(
    words: Annotated[list[str], typer.Argument(help="What to look for, in any language.")],
    user: Annotated[str | None, typer.Option(help="Whose history moves items that answer alike.")] = None,
    k: K = 10,
    offset: Annotated[int, typer.Option(help="How many of the best to skip.")] = 0,
    filter: Annotated[str, typer.Option(help='JSON, such as \'{"year": {"gte": 1990}}\'.')] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Every term of each score; time of each step.")
    ] = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Search items by name, part of a name, or what they are about."""
    from wellread.server.filters import read_filter

    asked: dict[str, Any] = {
        "user": user,
        "k": k,
        "offset": offset,
        "filter": read_filter(filter),
        "explain": explain,
    }
    with opened(workspace) as there:
        answer = there.search(" ".join(words), seen=False, **asked)
    if json:
        print_json(answer.model_dump(mode="json"))
    else:
        print_answer(answer, offset, explain)
