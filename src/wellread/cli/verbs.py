"""The group of all verbs: what becomes of their errors."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from wellread.cli.output import print_error
from wellread.errors import WellreadError


class Verbs(TyperGroup):
    """Says an error in three lines and leaves with its exit code; an interruption needs no words."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was asked for."""
        try:
            return super().invoke(ctx)
        except WellreadError as error:
            print_error(error, as_json=bool(ctx.meta.get("json")))
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; typer leaves without a word
        except OSError as error:
            print_error(_explained(error), as_json=bool(ctx.meta.get("json")))
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None


def _explained(error: OSError) -> WellreadError:
    """What the machine refused."""
    return WellreadError(
        f"{error.filename}: {error.strerror}" if error.filename else str(error),
        "a file or folder that can be read and written",
        "Check the path, its permissions and the space on its disk.",
    )
