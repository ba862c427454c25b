"""Nobody asks more often than the settings allow."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from wellread.server.errors import RateLimited, answer
from wellread.server.keys import KEY_ID

MOST = 100_000
"""Buckets kept. Beyond, the one used longest ago is forgotten, and so is full again."""


class Buckets:
    """Token buckets: each holds what one second may ask, one token at least, and fills as fast.

    Kept is the time at which each would be full: the generic cell rate algorithm (ITU-T I.371, annex A).

    Args:
        rate: Tokens a second.
        clock: Seconds.
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = 1 / rate
        self._slack = max(0.0, 1.0 - self._interval)
        self._clock = clock
        self._full: OrderedDict[str, float] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a token out of a bucket; seconds until there is one again, 0 where it could be taken."""
        now = self._clock()
        full = max(self._full.get(name, now), now)
        wait = full - self._slack - now
        if wait > 1e-9:
            return wait
        self._full[name] = full + self._interval
        self._full.move_to_end(name)
        while len(self._full) > MOST or next(iter(self._full.values())) <= now:
            self._full.popitem(last=False)  # a full one is as good as none
        return 0.0

    def __len__(self) -> int:
        """How many are not known to be full."""
        return len(self._full)


class RateLimit:
    """Refuses requests beyond a rate for each key, or for each address without one. Health is always told.

    Args:
        app: What comes behind.
        rate: Requests a second.
    """

    def __init__(self, app: ASGIApp, rate: float) -> None:
        self._app = app
        self._rate = rate
        self._buckets = Buckets(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or scope["path"].startswith("/health/"):
            return await self._app(scope, receive, send)
        wait = self._buckets.take(scope.get(KEY_ID) or _address(scope))
        if not wait:
            return await self._app(scope, receive, send)
        error = RateLimited(
            f"more than {self._rate:g} requests a second",
            "a slower client",
            "Wait as long as the header 'Retry-After' says; send events and items as lists.",
        )
        await answer(error, scope, {"Retry-After": str(math.ceil(wait))})(scope, receive, send)


def _address(scope: Scope) -> str:
    """The client's address. Of IPv6 the half that is the network's: a client has all of the other one."""
    host = str((scope.get("client") or ("",))[0])
    if ":" not in host:
        return host
    try:
        return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
    except ValueError:
        return host
