"""Experiments: which pipeline answers whom, decided by nothing but the user's id.

A hash divides the users, so every process at any time gives a user the same arm, and nothing has to be
stored. Each experiment hashes with its own name: who shares an arm in one is divided anew in the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import accumulate

from wellread.domain import Request
from wellread.settings import Experiment


class Experiments:
    """The experiments of a deployment.

    Args:
        settings: Name -> experiment; no two of them on the same pipeline.
    """

    def __init__(self, settings: Mapping[str, Experiment]) -> None:
        self._on = {own.pipeline: (name, own) for name, own in settings.items()}

    def assign(self, request: Request) -> tuple[Request, str]:
        """The request as it is to be answered, and the experiment that it is part of.

        Without a user, and on a pipeline that no experiment divides, the request itself and "".
        """
        found = self._on.get(request.pipeline)
        if found is None or request.user is None:
            return request, ""
        name, experiment = found
        return request.model_copy(update={"pipeline": arm(name, experiment, request.user)}), name


def arm(name: str, experiment: Experiment, user: str) -> str:
    """The pipeline that answers a user.

    The arms, in the order of their names, divide [0, 1) by their shares; the user's place in it is that of
    the first 8 bytes of SHA-256 over the experiment's name, NUL and the user's id.

    Args:
        name: Of the experiment.
        experiment: Its arms.
        user: The user's id.
    """
    digest = hashlib.sha256(f"{name}\0{user}".encode()).digest()
    shares = sorted(experiment.arms.items())
    place = int.from_bytes(digest[:8]) / 2**64 * sum(share for _, share in shares)
    ends = accumulate(share for _, share in shares)
    inside = (pipeline for (pipeline, _), end in zip(shares, ends, strict=True) if place < end)
    return next(inside, shares[-1][0])  # rounding may leave a place at the very end


def expected(experiment: Experiment) -> dict[str, float]:
    """Arm -> its share of the users, the largest first, of equal ones by name; they add up to 1."""
    total = sum(experiment.arms.values())
    ranked = sorted(experiment.arms.items(), key=lambda item: (-item[1], item[0]))
    return {pipeline: share / total for pipeline, share in ranked}
