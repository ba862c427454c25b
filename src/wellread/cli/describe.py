"""`wellread describe`: texts about items, from facts alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk, visible
from wellread.cli.progress import step_bar
from wellread.errors import InvalidInput

if TYPE_CHECKING:
    from wellread.engine.describing import Described, Describing
    from wellread.engine.workspace import Workspace

BILLION = 1e9


def describe(
    items: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of items.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every item that can be shown.")] = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="Every item without a text, or whose facts changed since.")
    ] = False,
    language: Annotated[str, typer.Option(help="Language of the text: en or zh.")] = "en",
    tone: Annotated[str, typer.Option(help="plain, warm or playful.")] = "plain",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write and show, but store nothing.")] = False,
    approve: Annotated[
        str | None, typer.Option(metavar="ID", help="Approve of the stored text of an item instead.")
    ] = None,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Write descriptions of items from their facts: by the language model of the settings, or by templates.

    Every number, name and claim is held against the item's record; what it does not bear out is not stored.
    """
    from wellread.engine.describing import Describing

    if [bool(items), all_, missing, approve is not None].count(True) != 1:
        raise InvalidInput(
            "none, or several, of ids, --all, --missing, --approve", "one of them", "Name one."
        )
    with opened(workspace) as there:
        describing = Describing(there.store, language, tone, there.language_models.writer)
        if approve is not None:
            return _approved(describing.approve(approve)._asdict(), json)
        ids = items or (describing.every() if all_ else describing.missing())
        found = _run(describing, ids, not dry_run, talks=not json)
        cost = _cost(there)
    if json:
        return print_json({"items": [_told(one) for one in found], "cost": cost})
    counted = Counter(one.outcome for one in found)
    talk(", ".join(f"{n:,} {outcome}" for outcome, n in counted.most_common()) or "nothing to describe")
    talk(f"{cost['calls']:,} calls of a language model, {cost['cost']:.6f} {cost['currency']}")


def _run(describing: Describing, ids: list[str], keep: bool, talks: bool) -> list[Described]:
    found = []
    with step_bar() as step:
        for done, one in enumerate(describing.run(ids, keep), 1):
            step(one.id, done, len(ids))
            found.append(one)
            if talks:
                _show(one)
    return found


def _show(one: Described) -> None:
    who = f" ({one.model or one.origin}, {one.outcome})" if one.text else ""
    show(f"{visible(one.id)}{who}: {visible(one.text) or one.outcome}")
    for told in (*one.left_out, *((one.note,) if one.note else ())):
        talk(f"  note: {visible(told)}")
    for told in one.refused:
        talk(f"  refused: {visible(told)}")


def _approved(description: dict[str, Any], json: bool) -> None:
    if json:
        return print_json(description)
    show(f"approved: {visible(description['text'])}")


def _told(one: Described) -> dict[str, Any]:
    return {**one._asdict(), "refused": list(one.refused), "left_out": list(one.left_out)}


def _cost(there: Workspace) -> dict[str, Any]:
    """What this run took."""
    totals = there.language_models.gate.totals()
    calls = sum(
        n for (purpose, _, what), n in totals.items() if purpose == "describe" and what in ("ok", "failed")
    )
    cost = sum(n for (purpose, _, what), n in totals.items() if purpose == "describe" and what == "cost")
    return {"calls": calls, "cost": cost / BILLION, "currency": there.settings.budget.currency}
