"""One family of exceptions: each says what was given, what was expected, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class WellreadError(Exception):
    """The base of every error raised on purpose.

    Args:
        given: What was received, quoted where it is a value ("k = 0").
        expected: What would have been accepted ("k between 1 and 1000").
        do: The next step for the person who reads this ("ask for at least one item").
    """

    code = "error"
    """Stable machine-readable name, the `code` of an HTTP error body."""
    status = 500
    """HTTP status."""
    exit_code = 1
    """Exit status of the command line."""

    def __init__(self, given: str, expected: str, do: str) -> None:
        super().__init__(given, expected, do)
        self.given = given
        self.expected = expected
        self.do = do

    def __str__(self) -> str:
        return f"{self.given}; expected {self.expected}. {self.do}"

    def body(self) -> dict[str, str]:
        """The error as the JSON object that the server and `--json` print."""
        return {"code": self.code, "given": self.given, "expected": self.expected, "do": self.do}


class InvalidInput(WellreadError):
    """A value from outside that cannot be used: wrong type, out of range, malformed."""

    code, status, exit_code = "invalid_input", 422, 2


class NotFound(WellreadError):
    """Something was named that does not exist: an item, a user, a pipeline, a file."""

    code, status, exit_code = "not_found", 404, 3


class SettingsError(WellreadError):
    """`wellread.toml` or a `WELLREAD_` variable holds something that cannot be used."""

    code, status, exit_code = "settings", 500, 2


class StoreError(WellreadError):
    """The database cannot be read or written: truncated, not a database, out of space."""

    code, status, exit_code = "store", 503, 4


class StoreBusy(StoreError):
    """Another process holds the database; the same call may succeed later."""

    code = "store_busy"


class SnapshotError(WellreadError):
    """A folder of fitted models is damaged or was written by another version."""

    code, status, exit_code = "snapshot", 503, 5


class LearnerBusy(SnapshotError):
    """Another process learns on this workspace."""

    code = "learner_busy"


class MissingExtra(WellreadError):
    """An optional dependency is wanted but not installed."""

    code, status, exit_code = "missing_extra", 501, 6

    def __init__(self, extra: str, wanted_for: str) -> None:
        super().__init__(
            f"{wanted_for} needs the extra '{extra}', which is not installed",
            f"the packages of 'wellread[{extra}]'",
            f"Run: pip install 'wellread[{extra}]'",
        )


class LanguageModelError(WellreadError):
    """A language model did not answer, or not usefully: whatever it was to do is done without it."""

    code, status, exit_code = "language_model", 502, 7


class ModelUnavailable(LanguageModelError):
    """It cannot be reached, refuses, fails, or is left alone for a while after failures."""

    code, status = "model_unavailable", 503
    charged = False
    """Whether the call can have cost something all the same: the connection broke while it answered."""


class ModelTooSlow(LanguageModelError):
    """It did not answer in time."""

    code, status = "model_too_slow", 504


class ModelNonsense(LanguageModelError):
    """Its answer is not what was asked for, twice."""

    code = "model_nonsense"


class BudgetExceeded(LanguageModelError):
    """The call could have cost more than the budget allows; it was not sent."""

    code, status = "budget_exceeded", 402


class Unauthorized(WellreadError):
    """No API key, or a wrong one."""

    code, status = "unauthorized", 401


def wanted(complaint: str) -> str:
    """What pydantic would have accepted, as the `expected` of an error, from its message."""
    text = complaint.removeprefix("Value error, ").removeprefix("Input should be ")
    return text[:1].lower() + text[1:]


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name` as a hint, " (did you mean 'x'?)", or an empty string."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" (did you mean '{found[0]}'?)" if found else ""
