"""`wellread tune`."""

from __future__ import annotations

import math
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk
from wellread.cli.progress import step_bar
from wellread.errors import InvalidInput

if TYPE_CHECKING:
    from wellread.evaluation.tuning import Best


def tune(
    pipeline: Annotated[str, typer.Argument(help="Whose sources are tuned.")] = "home",
    trials: Annotated[int, typer.Option(min=1, help="How many sets of values are tried.")] = 30,
    split: Annotated[
        str, typer.Option(help="How the part for validation is cut; see `evaluate`.")
    ] = "replay",
    share: Annotated[
        float,
        typer.Option(
            help="Part of the log that is set aside unread, and then of the rest that is asked for."
        ),
    ] = 0.2,
    minutes: Annotated[float | None, typer.Option(min=0, help="Begin no trial after so many.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same trials.")] = 0,
    write: Annotated[bool, typer.Option("--write", help="Add what was found to wellread.toml.")] = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Search for hyper-parameters that foretell best what people did later. Needs the extra `tune`."""
    from wellread.evaluation import named, record, space, stored, tuning
    from wellread.settings import FILE

    with opened(workspace) as there:
        folder, settings = there.folder / stored.FOLDER, there.settings
        stored.demand_writable(folder / "new.json")
        named.demand_split(split)
        wanted = space.ranges(tuning.pipeline(pipeline, settings))
        if write:
            demand_free(there.folder / FILE, list(wanted))
        log, catalogue = record.read(there.store, settings)
        cut = tuning.validation(log, settings, split, share, seed)
        talk(f"{len(cut):,} cases of the time before the last {share:.0%} of the log, split {cut.hash}")
        with step_bar() as bar:

            def tell(done: int, best: float) -> None:
                bar(f"best NDCG@10 {best:.4f}" if math.isfinite(best) else "trying", done, trials)

            best = tuning.tune_pipeline(pipeline, settings, cut, catalogue, trials, seed, minutes, tell)
        saved = {
            "kind": "tuning", "pipeline": pipeline, "split": cut.name, "hash": cut.hash, "seed": seed,
            "metric": "ndcg@10", "value": best.value, "parameters": best.parameters,
            "trials": [trial._asdict() for trial in best.trials],
        }  # fmt: skip
        now = datetime.now(UTC).isoformat(timespec="seconds")
        path = stored.put(folder, now, f"tuning-{cut.hash}", saved | {"date": now})
        text = space.toml(best.parameters)
        if write:
            append(there.folder / FILE, text)
    if json:
        print_json(saved | {"file": str(path), "toml": text})
    else:
        show(f"# {_said(best)}; split {cut.hash}\n{text}")
    talk(
        f"kept in {path}" + (f"; added to {workspace / FILE}: fit again with `wellread fit`" if write else "")
    )


def demand_free(file: Path, names: list[str]) -> None:
    """Refuse a settings file that has one of the sections already: they are not merged.

    Args:
        file: `wellread.toml`; it may be missing.
        names: "section.key" of `[models]`.

    Raises:
        InvalidInput: a section is there.
    """
    held = tomllib.loads(file.read_text("utf-8")).get("models", {}) if file.exists() else {}
    taken = sorted({name.split(".")[0] for name in names} & held.keys())
    if taken:
        raise InvalidInput(
            f"{file} holds {', '.join(f'[models.{section}]' for section in taken)} already",
            "a file without the sections that are to be written",
            "Leave out --write and put the printed values there yourself.",
        )


def append(file: Path, text: str) -> None:
    """Add sections to the settings file; what is there stays as it is.

    Raises:
        InvalidInput: the file would not be valid any more, as where `models` is an inline table.
    """
    from wellread.evaluation import stored

    before = file.read_text("utf-8") if file.exists() else ""
    whole = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    try:
        tomllib.loads(whole)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(
            f"{file}, to which the sections cannot be added: {error}",
            "settings without an inline table `models`",
            "Leave out --write and put the printed values there yourself.",
        ) from None
    stored.write(file.resolve(), whole)


def _said(best: Best) -> str:
    return (
        f"NDCG@10 {best.value:.4f} on validation, {best.trials[0].value:.4f} by the settings in use;"
        f" {len(best.trials)} trials"
    )
