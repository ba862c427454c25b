"""Ids that are made where none was given."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """A UUID of version 7, as hex.

    It begins with the time, so the index of ids grows at its end. Version 4 would touch another
    page of it with every event, which is what makes large logs slow to load.
    """
    milliseconds = time.time_ns() // 1_000_000
    version, variant = 0x7 << 76, 0b10 << 62
    random = secrets.randbits(74)
    return f"{milliseconds << 80 | version | (random >> 62) << 64 | variant | random & (1 << 62) - 1:032x}"
