"""`wellread chat`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellread.cli.answer import table
from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_error, print_json, show, talk, visible
from wellread.errors import InvalidInput, WellreadError

if TYPE_CHECKING:
    from wellread.conversation import ChatAnswer
    from wellread.engine.workspace import Workspace


def chat(
    once: Annotated[str | None, typer.Option(help="One message, answered; none: a conversation.")] = None,
    state: Annotated[
        Path | None, typer.Option(help="File of the conversation: read if it is there, and written.")
    ] = None,
    user: Annotated[str | None, typer.Option(help="With whom.")] = None,
    k: Annotated[int, typer.Option("-k", help="How many items.")] = 5,
    pipeline: Annotated[str, typer.Option(help="A pipeline of the settings, or home.")] = "home",
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Talk about what to recommend: refine, ask why, take back, start over."""
    asked = {"user": user, "k": k, "pipeline": pipeline}
    said = _read(state)
    with opened(workspace) as there:
        if once is not None:
            _print(_step(there, once, said, asked, state), json)
        else:
            _talk(there, said, asked, state, json)


def _talk(
    there: Workspace, said: dict[str, Any], asked: dict[str, Any], state: Path | None, json: bool
) -> None:
    """Lines of stdin, each answered, to its end."""
    at_terminal = sys.stdin.isatty()
    while True:
        try:
            message = input("> " if at_terminal else "")
        except (EOFError, KeyboardInterrupt):
            return
        if message.strip().casefold() in {"exit", "quit", "bye", "再见"}:
            return
        try:
            answer = _step(there, message, said, asked, state)
        except WellreadError as error:
            print_error(error, json)
            continue
        said = answer.state.model_dump(mode="json")
        _print(answer, json)


def _step(
    there: Workspace, message: str, said: dict[str, Any], asked: dict[str, Any], state: Path | None
) -> ChatAnswer:
    answer = there.chat(message=message, state=said, seen=False, **asked)
    if state is not None:
        state.write_text(answer.state.model_dump_json(indent=2), "utf-8")
    return answer


def _read(state: Path | None) -> dict[str, Any]:
    """The conversation in a file; none where the file is not there yet.

    Raises:
        InvalidInput: it holds something else.
    """
    if state is None or not state.exists():
        return {}
    from pydantic import ValidationError

    from wellread.conversation import ChatState

    try:
        return ChatState.model_validate_json(state.read_bytes()).model_dump(mode="json")
    except (ValidationError, OSError) as error:
        raise InvalidInput(
            f"'{state}' cannot be used: {str(error).splitlines()[0]}",
            "the state of a conversation, as --state writes it",
            "Name another file, or remove it to begin anew.",
        ) from None


def _print(answer: ChatAnswer, json: bool) -> None:
    if json:
        return print_json(answer.model_dump(mode="json"))
    show(visible(answer.words))
    for note in answer.recommendation.notes:
        talk(f"note: {visible(note)}")
    if answer.recommendation.items:
        show(table(answer.recommendation))
