"""What libraries that speak to endpoints log: at level DEBUG everything that is sent."""

from __future__ import annotations

import logging

LOUD = ("openai", "httpx2", "httpcore2", "httpx", "httpcore")


def quiet() -> None:
    """Have them say warnings only, also where all else is logged, unless a level was set for them by name."""
    for name in LOUD:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
