"""`trending`: what many people do these days; `popular` over a shorter time."""

from __future__ import annotations

from wellread.models.popular import Popular


class Trending(Popular):
    """See `Popular`: the same counts with a half-life of days instead of months."""

    name = "trending"
