"""Filters as text: in a query string, on a command line."""

from __future__ import annotations

import json
from typing import Any

from wellread.errors import InvalidInput


def read_filter(text: str) -> dict[str, Any]:
    """The filter that `text` holds as JSON; none for an empty text.

    Raises:
        InvalidInput: no JSON, or no object.
    """
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        raise _wrong(f"the filter {text[:200]!r} is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise _wrong(f"the filter {text[:200]!r} is no JSON object")
    return found


def _wrong(given: str) -> InvalidInput:
    return InvalidInput(given, 'an object such as {"year": {"gte": 1990}}', "Mend the filter.")
