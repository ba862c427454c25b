from __future__ import annotations

import os

from hypothesis import settings

from tests.postgres import cluster, postgres_url

__all__ = ["cluster", "postgres_url"]

# CI tries the same examples every time: what it finds is the change's fault. At home each run tries others.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
