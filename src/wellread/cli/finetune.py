"""`wellread finetune`: language models tuned on what people did."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellread.cli.evaluations import print_results
from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk
from wellread.cli.progress import step_bar
from wellread.errors import InvalidInput

if TYPE_CHECKING:
    from wellread.domain import Item
    from wellread.evaluation.bootstrap import Interval
    from wellread.evaluation.results import Results
    from wellread.finetune.answers import Answered
    from wellread.finetune.instructions import Divided
    from wellread.models.base import Interactions
    from wellread.settings import Settings

finetune = typer.Typer(no_args_is_help=True, help="Tune language models on what people did.")


class Task(StrEnum):
    """What a language model is asked."""

    CATEGORY = "next-category"
    ITEM = "next-item"
    YES_NO = "yes-no"


Out = Annotated[Path, typer.Option(help="Folder for the tuned model, new or empty.")]
Base = Annotated[str, typer.Option(help="Folder of the model, or its name on a hub.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what was interrupted in --out.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed tunes the same.")]
Asked = Annotated[Task, typer.Option(help="What is asked for.")]


@finetune.command()
def encoder(
    out: Out,
    base: Annotated[
        str, typer.Option(help="Folder of the encoder, or its name on a hub; default: that of the settings.")
    ] = "",
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the pairs.")] = 2,
    batch: Annotated[int, typer.Option(min=2, help="Pairs in a batch: the more, the more negatives.")] = 80,
    rate: Annotated[float, typer.Option(min=0, help="Highest step size.")] = 1e-4,
    length: Annotated[int, typer.Option(min=8, help="Tokens read of each text while tuning.")] = 80,
    layers: Annotated[int, typer.Option(min=1, help="How many of the upper layers are tuned.")] = 3,
    share: Annotated[
        float, typer.Option(help="Part of the events, the last, that before and after are asked.")
    ] = 0.2,
    seed: Seed = 0,
    resume: Resume = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Tune an encoder so that texts of items consumed together come to lie together.

    Prints how well later choices are found by likeness of texts, before and after, for items that were known
    and for items held out of all behaviour.
    """
    from wellread.catalogue.catalogue import document
    from wellread.finetune.contrastive import Contrast, tune_encoder, vectors
    from wellread.finetune.measure import measure, splits

    settings, log, items = _read(workspace)
    base = base or (settings.encoder.model if settings.encoder.kind == "transformer" else "")
    if not base:
        raise InvalidInput(
            "no encoder to begin with",
            "a folder or a name on a hub",
            "Name one with --base, such as sentence-transformers/all-MiniLM-L6-v2.",
        )
    documents, read = [document(item) for item in items], settings.encoder.max_tokens
    cut = splits(log, settings, share, seed=seed)
    contrast = Contrast(epochs, batch, rate, length=length, layers=layers, seed=seed)
    with step_bar() as bar:
        tuned = tune_encoder(base, out, cut.train, documents, contrast, resume=resume, tell=bar)
    talk(f"{tuned.pairs:,} pairs, {tuned.steps:,} steps; {_kept(tuned.best)}; measuring")
    found = measure(
        {"untuned": vectors(base, documents, read), "tuned": vectors(out, documents, read)},
        items, documents, cut, settings,
    )  # fmt: skip
    if json:
        result = {"pairs": tuned.pairs, "steps": tuned.steps, "validation": tuned.values, "kept": tuned.best}
        print_json({"folder": str(out), **result} | {name: _rows(own) for name, own in found.items()})
    else:
        for name, own in found.items():
            show(f"{name}: {'items known' if name == 'warm' else 'items held out of all behaviour'}")
            print_results(own)
    talk(f"the tuned encoder is in {out}; use it with [encoder] kind = 'transformer', model = '{out}'")


@finetune.command()
def model(
    out: Out,
    base: Base,
    task: Asked = Task.CATEGORY,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the questions.")] = 2,
    batch: Annotated[int, typer.Option(min=1, help="Questions in a batch.")] = 16,
    rate: Annotated[float, typer.Option(min=0, help="Highest step size.")] = 5e-4,
    rank: Annotated[int, typer.Option(min=1, help="Rank of what is added to each layer.")] = 16,
    length: Annotated[int, typer.Option(min=32, help="Most tokens of a question.")] = 512,
    adapter: Annotated[
        bool, typer.Option("--adapter", help="Write the addition alone, not a whole model.")
    ] = False,
    seed: Seed = 0,
    resume: Resume = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Tune a generative language model (LoRA) to answer questions about histories written out as text.

    Prints its validation loss and how well it answers for other people and a later time, before and after,
    beside what the commonest answer achieves.
    """
    from wellread.finetune.answers import answered, simple
    from wellread.finetune.causal import Causal
    from wellread.finetune.lora import LowRank, tune_model

    parts = _questions(workspace, task, seed)
    low_rank = LowRank(epochs, batch, rate, rank, 2 * rank, length=length, merge=not adapter, seed=seed)
    with step_bar() as bar:
        tuned = tune_model(base, out, parts.train, parts.validation, low_rank, resume=resume, tell=bar)
    talk(f"{len(parts.train):,} questions, {tuned.steps:,} steps; {_kept(tuned.best)}; measuring")
    test = parts.test[:1_000]
    rows = [
        simple(parts.train, test),
        answered("untuned", Causal(base, length), test),
        answered("tuned", Causal(out, length), test),
    ]
    losses = {"untuned": tuned.losses[0], "tuned": tuned.losses[tuned.best]}
    if json:
        values = {row.name: row.value._asdict() for row in rows}
        print_json({"folder": str(out), "validation loss": losses, "metric": rows[0].metric, **values})
    else:
        _print(rows, losses)


@finetune.command()
def export(
    out: Annotated[Path, typer.Option(help="File for training; one for validation is written beside it.")],
    task: Asked = Task.CATEGORY,
    seed: Seed = 0,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Write histories as text for hosted fine-tuning: JSON lines of chat messages.

    No user id is written, and personal data in titles is replaced. Training is of an earlier time and of
    other people than validation.
    """
    from wellread.finetune.instructions import write_chat

    parts = _questions(workspace, task, seed)
    beside = out.with_name(f"{out.stem}.validation{out.suffix or '.jsonl'}")
    write_chat(out, parts.train)
    write_chat(beside, parts.validation)
    told = {"train": {"file": str(out), "lines": len(parts.train)},
            "validation": {"file": str(beside), "lines": len(parts.validation)}}  # fmt: skip
    if json:
        print_json(told)
    else:
        for name, own in told.items():
            show(f"{name}: {own['lines']:,} lines in {own['file']}")


def _read(workspace: Path) -> tuple[Settings, Interactions, list[Item]]:
    """Settings, log and items by row of a workspace; what was simulated is left out."""
    from wellread.evaluation import record

    with opened(workspace) as there:
        log, catalogue = record.read(there.store, there.settings)
        items = dict(there.store.items())
        return there.settings, log, [items[row] for row in range(len(catalogue))]


def _questions(workspace: Path, task: Task, seed: int) -> Divided:
    from wellread.finetune import instructions

    _, log, items = _read(workspace)
    found = instructions.questions(log, items, task.value, instructions.Wording(seed=seed))
    return instructions.divide(found, seed=seed)


def _kept(best: int) -> str:
    return (
        f"validation was best the {best + 1}. time" if best else "nothing was better than the untuned model"
    )


def _rows(found: Results) -> dict[str, Any]:
    rows: dict[str, Any] = {row.name: row.metrics["ndcg@10"]._asdict() for row in found.rows}
    beside = found.compared("tuned", "ndcg@10")
    difference = beside.found.difference._asdict() if beside else None
    return {"cases": found.cases, "people": found.people, "ndcg@10": rows, "tuned less untuned": difference}


def _print(rows: list[Answered], losses: dict[str, float]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD)
    for name in ("", rows[0].metric, "95 % interval", "validation loss"):
        made.add_column(name, justify="right" if name else "left")
    for row in rows:
        value: Interval = row.value
        loss = f"{losses[row.name]:.3f}" if row.name in losses else ""
        made.add_row(row.name, f"{value.mean:.4f}", f"{value.low:.4f} to {value.high:.4f}", loss)
    show(made)
