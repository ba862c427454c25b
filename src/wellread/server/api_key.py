"""API keys: how they look, what they open, and what is kept of them."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Iterable

from wellread.store import Key

SCOPES = ("read", "ingest", "admin")
"""`read`: lists and items; `ingest`: sending items, users and events; `admin`: everything."""
_SHAPE = re.compile(rb"wr_([0-9a-f]{12})_[0-9a-f]{40}")


def mint(name: str, scopes: Iterable[str], lifetime: float | None = None) -> tuple[str, Key]:
    """A new key: its text, which exists nowhere else, and what is stored of it.

    Args:
        name: For people to tell keys apart.
        scopes: Of `SCOPES`.
        lifetime: Seconds until it expires; None: never.
    """
    id, now = secrets.token_hex(6), time.time()
    text = f"wr_{id}_{secrets.token_hex(20)}"
    expires = None if lifetime is None else now + lifetime
    return text, Key(id, name, digest(text.encode()), frozenset(scopes), now, expires)


def digest(text: bytes) -> str:
    """What is stored of a key, and compared.

    A plain hash is enough: 160 random bits cannot be guessed however fast the guesses are hashed. Slow hashes
    with salt are for what people make up, and would cost every request milliseconds.
    """
    return hashlib.sha256(text).hexdigest()


def id_of(text: bytes) -> str:
    """The id in the text of a key; empty where it is not the text of a key."""
    found = _SHAPE.fullmatch(text)
    return found[1].decode() if found else ""
