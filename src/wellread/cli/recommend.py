"""`wellread recommend`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellread.cli.answer import print_answer, talk_about
from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json, K
from wellread.cli.output import print_json, show
from wellread.cli.side_by_side import shared, side_by_side

if TYPE_CHECKING:
    from wellread.domain import Recommendation


def recommend(
    user: Annotated[str | None, typer.Option(help="For whom.")] = None,
    text: Annotated[str, typer.Option(help="What they say, in any language; - reads stdin.")] = "",
    item: Annotated[str | None, typer.Option(help="Items like this one.")] = None,
    k: K = 10,
    offset: Annotated[int, typer.Option(help="How many of the best to skip.")] = 0,
    filter: Annotated[str, typer.Option(help='JSON, such as \'{"year": {"gte": 1990}}\'.')] = "",
    exclude: Annotated[list[str] | None, typer.Option(help="Id of an item to leave out; repeatable.")] = None,
    pin: Annotated[list[str] | None, typer.Option(help="Id of an item to put first; repeatable.")] = None,
    pipeline: Annotated[str, typer.Option(help="A pipeline of the settings, or home, or similar.")] = "home",
    compare: Annotated[str | None, typer.Option(help="A second pipeline, shown beside the first.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Every term of each score; time of each step.")
    ] = False,
    reword: Annotated[
        bool, typer.Option("--reword", help="Reasons in the words of the [writer], as far as they hold.")
    ] = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Recommend items to a user, to a sentence, to an item, or to somebody of whom nothing is known."""
    from wellread.server.filters import read_filter

    asked: dict[str, Any] = {
        "user": user, "text": _stdin() if text == "-" else text, "item": item, "k": k, "offset": offset,
        "filter": read_filter(filter), "exclude": exclude or [], "pin": pin or [], "explain": explain,
        "reword": reword,
    }  # fmt: skip
    pipelines = [pipeline] if compare is None else [pipeline, compare]
    with opened(workspace) as there:
        answers = [there.recommend(pipeline=name, seen=False, **asked) for name in pipelines]
    if compare is not None:
        _print_both(answers[0], answers[1], json)
    elif json:
        print_json(answers[0].model_dump(mode="json"))
    else:
        print_answer(answers[0], offset, explain)


def _print_both(left: Recommendation, right: Recommendation, json: bool) -> None:
    both = shared(left, right)
    if json:
        return print_json({"answers": [one.model_dump(mode="json") for one in (left, right)], "shared": both})
    talk_about(left)
    show(side_by_side(left, right, (left.pipeline, right.pipeline)))
    show(f"{both} items are in both lists")


def _stdin() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")
