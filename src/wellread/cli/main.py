"""`wellread`: the verbs together."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from wellread import __version__
from wellread.cli.chat import chat
from wellread.cli.costs import costs
from wellread.cli.demo import demo
from wellread.cli.describe import describe
from wellread.cli.doctor import doctor
from wellread.cli.evaluate import evaluate
from wellread.cli.experiment import experiment
from wellread.cli.export import export
from wellread.cli.finetune import finetune
from wellread.cli.fit import fit
from wellread.cli.import_ import import_
from wellread.cli.init import init
from wellread.cli.keys import keys
from wellread.cli.learn import learn
from wellread.cli.options import VARIABLE
from wellread.cli.read import read
from wellread.cli.recommend import recommend
from wellread.cli.search import search
from wellread.cli.serve import serve
from wellread.cli.similar import similar
from wellread.cli.tune import tune
from wellread.cli.verbs import Verbs

app = typer.Typer(cls=Verbs, no_args_is_help=True, pretty_exceptions_enable=False)
app.command()(init)
app.command("import")(import_)
for verb in (
    export,
    fit,
    learn,
    recommend,
    similar,
    read,
    search,
    chat,
    describe,
    evaluate,
    tune,
    experiment,
    costs,
    serve,
    demo,
    doctor,
):
    app.command()(verb)
app.add_typer(keys, name="keys")
app.add_typer(finetune, name="finetune")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"wellread {__version__}")
        raise typer.Exit


@app.callback()
def wellread(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", envvar=VARIABLE, help="Folder of the workspace.")
    ] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The recommender that reads: ranked lists from what people did and what was said."""


def main() -> None:
    """Run the command line; output is UTF-8 whatever the machine's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="wellread")


if __name__ == "__main__":
    main()
