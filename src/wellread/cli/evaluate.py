"""`wellread evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.evaluations import print_results, print_stars, print_stored
from wellread.cli.opening import demand, opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk
from wellread.cli.progress import step_bar

if TYPE_CHECKING:
    from wellread.catalogue.catalogue import Catalogue
    from wellread.engine.workspace import Workspace
    from wellread.evaluation.contenders import Contender
    from wellread.evaluation.encoders import Named
    from wellread.evaluation.results import Results

MANY = 10_000
"""Cases that are answered unless more are asked for: intervals hardly get narrower beyond."""


def evaluate(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Pipelines, models, baselines; the others are compared with the first.", show_default=False
        ),
    ] = None,
    split: Annotated[
        str, typer.Option(help="replay, time, leave-one-out, strong, cold-items or cold-users.")
    ] = "replay",
    share: Annotated[float, typer.Option(help="Part of the log, or of the people, that is asked for.")] = 0.2,
    metrics: Annotated[
        str, typer.Option(help="Separated by commas; the first is that of the tables.")
    ] = "ndcg@10,recall@10,mrr@100",
    learning: Annotated[
        int, typer.Option(help="Learn what happened before each of so many blocks of cases; 0: do not.")
    ] = 0,
    encoders: Annotated[
        str,
        typer.Option(
            help="Compare encoders, separated by commas: lexical, static:FOLDER, transformer:NAME, endpoint.",
            show_default=False,
        ),
    ] = "",
    cases: Annotated[int, typer.Option(min=1, help="Cases at most, drawn at random.")] = MANY,
    seed: Annotated[int, typer.Option(min=0, help="Of the draw of cases and of the intervals.")] = 0,
    report: Annotated[Path | None, typer.Option(help="HTML file to write.")] = None,
    ratings: Annotated[bool, typer.Option("--ratings", help="Predict stars instead: MAE and RMSE.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Show the evaluations made so far.")] = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Measure how well lists foretell what people did later, beside simple and strong methods."""
    if listed:
        demand(workspace)
        return print_stored(workspace, json)
    with opened(workspace) as there:
        if ratings:
            return _stars(there, share, seed, json)
        asked, read = _listed(metrics), _listed(encoders)
        found = _evaluated(there, names or [], split, share, asked, learning, read, cases, seed, report)
        _kept(there, found, report, json)


def _evaluated(
    there: Workspace,
    names: list[str],
    split: str,
    share: float,
    metrics: list[str],
    learning: int,
    encoders: list[str],
    cases: int,
    seed: int,
    report: Path | None,
) -> Results:
    """Whatever can be refused is refused before the work begins."""
    from wellread.evaluation import encoders as encoded
    from wellread.evaluation import named, record, run, stored
    from wellread.evaluation.metrics import parse

    for metric in metrics:
        parse(metric)
    for name in names:
        named.contender(name, there.settings)
    named.demand_split(split)
    for path in (report, there.folder / stored.FOLDER / "new.json"):
        if path is not None:
            stored.demand_writable(path)
    asked = encoded.named(encoders, there.settings, there.language_models.gate)
    own = None if encoders else there.language_models.encoder
    log, catalogue = record.read(there.store, there.settings, own)
    if encoders:
        names = names or ["home"]
    contenders, notes = named.contenders(names, there.settings, len(catalogue))
    if encoders:
        contenders, told = _encoded(there, asked, catalogue, contenders)
        notes = *notes, *told
    whole = named.split(split, log, there.settings.events, share)
    drawn = whole.sample(cases, seed)
    if len(drawn) < len(whole):
        notes = *notes, f"{len(drawn):,} of {len(whole):,} cases were drawn, seed {seed}"
    talk(f"{whole.protocol} {len(drawn):,} cases of {len(catalogue):,} items; split {drawn.hash}.")
    for note in notes:
        talk(f"note: {note}")
    with step_bar() as bar:
        found = run.evaluate(contenders, drawn, catalogue, metrics, learning, bar, seed)
    return replace(found, notes=(*found.notes, *notes))


def _encoded(
    there: Workspace, asked: Sequence[Named], catalogue: Catalogue, contenders: Sequence[Contender]
) -> tuple[list[Contender], list[str]]:
    """Each contender with each encoder, and what each encoder took."""
    from wellread.evaluation import record
    from wellread.evaluation.encoders import EncodedContender, read

    texts, gate = record.documents(there.store), there.language_models.gate
    found = []
    for one in asked:
        talk(f"encoding {len(texts):,} texts: {one.name}")
        found.append(read(one, texts, catalogue, there.store, gate))
    told = [one.told(there.settings.budget.currency) for one in found]
    return [EncodedContender(contender, one) for contender in contenders for one in found], told


def _listed(text: str) -> list[str]:
    """What stands between the commas."""
    return [one.strip() for one in text.split(",") if one.strip()]


def _kept(there: Workspace, found: Results, report: Path | None, json: bool) -> None:
    from wellread.evaluation import stored
    from wellread.evaluation.report import page

    text = page(found) if report else ""
    path = stored.put(there.folder / stored.FOLDER, found.date, found.hash, found.saved())
    if report:
        stored.write(report, text)
    if json:
        print_json(found.saved() | {"file": str(path)})
    else:
        print_results(found)
    talk(f"kept in {path}" + (f"; the report is {report}" if report else ""))


def _stars(there: Workspace, share: float, seed: int, json: bool) -> None:
    from wellread.evaluation import record, stars, stored

    given = stars.read(there.store)
    folder = there.folder / stored.FOLDER
    stored.demand_writable(folder / "new.json")
    _, catalogue = record.read(there.store, there.settings)
    with step_bar() as bar:
        found = stars.evaluate(given, catalogue, share, bar, seed)
    path = stored.put(folder, found.date, f"ratings-{found.hash}", found.saved())
    if json:
        print_json(found.saved() | {"file": str(path)})
    else:
        talk(found.protocol)
        print_stars(found)
        show(f"{found.ratings:,} ratings of {found.people:,} people; fitted on {found.fitted:,}")
    talk(f"kept in {path}")
