"""What a server refused, and servers that do not answer, as exceptions of the one family."""

from __future__ import annotations

import reprlib

import httpx

from wellread import errors
from wellread.errors import WellreadError

AGAIN = frozenset({408, 429, 502, 503, 504})
"""Statuses of an answer that may be another one in a moment."""


class ServerError(WellreadError):
    """A refusal that has no class of its own: its `code` and `status` are those of the answer."""

    def __init__(self, given: str, expected: str, do: str, code: str = "server", status: int = 500) -> None:
        super().__init__(given, expected, do)
        self.code, self.status = code, status


class Unreachable(WellreadError):
    """No answer came in time: nobody listens, the connection broke, or the server took too long."""

    code, status, exit_code = "unreachable", 503, 7


_BY_CODE = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, WellreadError) and kind.__init__ is WellreadError.__init__
}


def refusal(response: httpx.Response) -> WellreadError:
    """The error that an answer which is no success tells of."""
    try:
        answer = response.json()
        told = answer["error"]
        code, given, expected, do = (str(told[name]) for name in ("code", "given", "expected", "do"))
    except (ValueError, KeyError, TypeError):
        return unreadable(response)
    error: WellreadError = ServerError(given, expected, do, code, response.status_code)
    if code in _BY_CODE:
        error = _BY_CODE[code](given, expected, do)
    error.add_note(f"request {answer.get('request_id', '')}")
    return error


def unreadable(response: httpx.Response) -> ServerError:
    """An answer that is none of Wellread's."""
    begin = reprlib.repr(response.text[:100])
    return ServerError(
        f"an answer with status {response.status_code} that cannot be read: {begin}",
        "an answer of a Wellread server",
        "Check the URL, and that server and client are of versions that go together.",
        status=response.status_code if response.is_error else 500,
    )


def unreachable(url: str, error: httpx.RequestError) -> Unreachable:
    """What became of a request without an answer."""
    return Unreachable(
        f"no answer from {url}: {str(error) or type(error).__name__}",
        "a Wellread server that listens there",
        "Check the URL and that the server runs.",
    )
