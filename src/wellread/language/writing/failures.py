"""What can go wrong with an endpoint, as our errors. Nothing of what was sent or said is repeated in them."""

from __future__ import annotations

import re
import time
from email.utils import parsedate_to_datetime
from typing import Any

from wellread.errors import LanguageModelError, ModelTooSlow, ModelUnavailable

_CODE = re.compile(r"[\w.-]{1,60}")
_DO = {
    400: "Look at what it says of the request in its own log; `writer.json_schema = false` helps some.",
    401: "Check `writer.api_key`.",
    402: "Look at the account's balance.",
    403: "Check `writer.api_key` and what it may do.",
    404: "Check `writer.model` and `writer.url`, which mostly ends with /v1.",
    413: "Choose a model that reads more.",
    429: "Ask less often, or raise the account's limits.",
}


class Refusal(ModelUnavailable):
    """The endpoint answered with a status that is none of success.

    Args:
        model: Whose.
        status: Of HTTP.
        code: What it calls the reason; empty: nothing.
        retry_after: Seconds after which it wants to be asked again; None: it does not say.
    """

    def __init__(self, model: str, status: int, code: str, retry_after: float | None) -> None:
        wait = "" if retry_after is None else f", to be asked again in {retry_after:g} s"
        super().__init__(
            f"'{model}' answered with status {status}{f' ({code})' if code else ''}{wait}",
            "status 200",
            _DO.get(status, "Look at the endpoint's own log, or try again later."),
        )
        self.retry_after = retry_after


def late(model: str) -> ModelTooSlow:
    """The error of a model that did not answer in time."""
    return ModelTooSlow(
        f"'{model}' did not answer in time",
        "a whole answer before the deadline",
        "Allow more time (`writer.timeout`, `deadline_ms`), ask for less, or choose a quicker model.",
    )


def explained(error: Exception, model: str, began: bool) -> LanguageModelError:
    """An exception of the `openai` client as ours.

    Args:
        error: What was raised.
        model: Whom it was to reach.
        began: Whether the answer had begun to come.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        response = getattr(error, "response", None)
        return Refusal(model, status, _code(error), _retry_after(getattr(response, "headers", {})))
    cause = type(error.__cause__ or error).__name__
    if "Timeout" in cause:
        return late(model)
    unreached = cause in ("ConnectError", "UnsupportedProtocol", "InvalidURL")
    how = "cannot be reached" if unreached else "broke off" if began else "closed the connection"
    failure = ModelUnavailable(
        f"'{model}' {how} ({cause})", "an answer", "Check `writer.url`, the network and the endpoint's log."
    )
    failure.charged = not unreached
    return failure


def _code(error: Any) -> str:
    code = getattr(error, "code", None) or getattr(error, "type", None)
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def _retry_after(headers: Any) -> float | None:
    """Seconds, of a header in seconds or as a date."""
    given = headers.get("retry-after")
    if given is None:
        return None
    try:
        seconds = float(given)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(given).timestamp() - time.time()
        except (ValueError, TypeError):
            return None
    return max(seconds, 0.0) if seconds == seconds else None
