"""`wellread import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk, warn
from wellread.cli.progress import byte_bar
from wellread.errors import InvalidInput

if TYPE_CHECKING:
    from wellread.data import Quarantine, Report


def import_(
    path: Annotated[
        Path | None,
        typer.Argument(help="A MovieLens folder, a folder with items.*, users.*, events.*, or a file."),
    ] = None,
    items: Annotated[Path | None, typer.Option(help="File of items.")] = None,
    users: Annotated[Path | None, typer.Option(help="File of users.")] = None,
    events: Annotated[Path | None, typer.Option(help="File of events.")] = None,
    map: Annotated[
        list[str] | None, typer.Option(help="field=column, or field==value for all rows; repeatable.")
    ] = None,
    texts: Annotated[Path | None, typer.Option(help="File of item ids and texts.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of text files; default: UTF-8.")] = None,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Read items, users and events from files. Importing the same again changes nothing."""
    from wellread.data import Quarantine, Report, open_source
    from wellread.engine.workspace import Workspace

    named = [file for file in (path, items, users, events) if file]
    name = named[0].resolve().name if len(named) == 1 else "import"
    mapping = _mapping(map or [])
    report, quarantine = Report(), Quarantine(workspace / "quarantine" / f"{name}.jsonl")
    with quarantine, byte_bar(name) as progress:
        batches = open_source(
            path, items=items, users=users, events=events, mapping=mapping, texts=texts, encoding=encoding,
            quarantine=quarantine, report=report, progress=progress,
        )  # fmt: skip
        with Workspace(workspace) as opened:
            written = opened.load(batches)
            counts = opened.store.counts()
    if json:
        print_json(_as_dict(report, written, counts, quarantine))
    else:
        _print(report, written, counts)
    _talk(report, quarantine, workspace)


def _mapping(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    wrong = next(
        (text for text, (field, _, column) in zip(given, pairs, strict=True) if not field or not column), None
    )
    if wrong is not None:
        raise InvalidInput(
            f"--map {wrong}", "field=column, or field==value", "For example: --map item=movie_id."
        )
    return {field: column for field, _, column in pairs}


def _as_dict(
    report: Report, written: dict[str, int], counts: dict[str, int], quarantine: Quarantine
) -> dict[str, object]:
    return {
        "rows": report.rows,
        "records": dict(report.records),
        "duplicates": dict(report.duplicates),
        "quarantined": dict(report.quarantined),
        "cleaned": dict(report.cleaned),
        "seconds": round(report.seconds, 3),
        "written": written,
        "workspace": counts,
        "quarantine": str(quarantine.path) if quarantine.total else None,
    }


def _print(report: Report, written: dict[str, int], counts: dict[str, int]) -> None:
    for line in report.lines():
        show(line)
    if any(written.values()):
        show(f"{_listed(written)} were new or changed")
    else:
        show("0 new: everything was there already")
    show(f"the workspace holds {_listed({kind: counts[kind] for kind in written})}")


def _talk(report: Report, quarantine: Quarantine, workspace: Path) -> None:
    if quarantine.total:
        warn(f"{quarantine.total:,} rows were not taken; each is in {quarantine.path} with its cause")
    if not report.records.total():
        raise InvalidInput(
            f"none of {report.rows:,} rows could be used",
            "at least one good row",
            f"Look into {quarantine.path}; --map tells which column is which.",
        )
    talk(f"next: wellread fit -w '{workspace}'")


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {kind}" for kind, n in numbers.items())
