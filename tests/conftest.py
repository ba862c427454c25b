from __future__ import annotations

import os

from hypothesis import settings

from tests.endpoints import endpoint, real_endpoint, tiny_checkpoint
from tests.postgres import cluster, postgres_url

__all__ = ["cluster", "endpoint", "postgres_url", "real_endpoint", "tiny_checkpoint"]

# CI tries the same examples every time: what it finds is the change's fault. At home each run tries others.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
