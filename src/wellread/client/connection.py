"""Where the server is and how it is spoken to: what both clients are given."""

from __future__ import annotations

from typing import TypedDict

import httpx

from wellread import __version__
from wellread.errors import InvalidInput

URL = "http://127.0.0.1:8765"
"""Where `wellread serve` listens unless told otherwise."""


class Connection(TypedDict):
    """Arguments of `httpx.Client` and `httpx.AsyncClient`."""

    base_url: str
    headers: dict[str, str]


def connection(url: str, api_key: str) -> Connection:
    """How to reach `url` with `api_key` ("": none).

    Raises:
        InvalidInput: no URL of HTTP, or a key that no header can hold.
    """
    if not _is_http(url):
        raise InvalidInput(f"url = {url!r}", f"the URL of a server, such as {URL}", "Correct the URL.")
    if not (api_key.isascii() and api_key.isprintable()):
        raise InvalidInput("an API key with characters of its own", "printable ASCII", "Check the key.")
    headers = {"User-Agent": f"wellread/{__version__}", "Accept": "application/json"}
    if api_key:
        headers["Authorization"] = f"Bearer {api_key}"
    return {"base_url": url, "headers": headers | {"Content-Type": "application/json"}}


def _is_http(url: str) -> bool:
    try:
        return httpx.URL(url).scheme in ("http", "https")
    except httpx.InvalidURL:
        return False
