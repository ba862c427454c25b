"""Libraries of the extra `torch`, imported when they are first needed."""

from __future__ import annotations

import importlib
from typing import Any

from wellread.errors import MissingExtra


def library(name: str, wanted_for: str) -> Any:
    """The module called `name`.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise MissingExtra("torch", wanted_for) from None


def device(torch: Any) -> str:
    """The fastest device that is there: "cuda", "mps" or "cpu"."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def half(torch: Any, where: str) -> Any:
    """A context in which products are worked out in bfloat16, where the device has instructions for it.

    Weights, gradients and the optimizer stay in single precision. On a processor with AVX-512 BF16 a step
    takes less than half as long.
    """
    if where == "cpu":
        able = torch.cpu.get_capabilities().get("avx512_bf16", False)
    else:
        able = where == "cuda" and torch.cuda.is_bf16_supported()
    return torch.autocast(where, dtype=torch.bfloat16, enabled=bool(able))
