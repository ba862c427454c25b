"""Property tests have no deadline here: the first example loads dictionaries."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("reading", deadline=None)
settings.load_profile("reading")
