"""The address of a server: where it may listen, and the sockets on it."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

from wellread.errors import SettingsError
from wellread.settings import Settings

BACKLOG = 2048
"""Connections that may wait to be accepted; the system may allow fewer."""
SPREADS = sys.platform == "linux"
"""Whether the system spreads connections over sockets on one address; elsewhere one of them gets all."""


def check_bind(host: str, settings: Settings, stored: bool = False) -> None:
    """Refuse to be reached from other machines without a key.

    Args:
        host: Where the server is to listen.
        settings: May hold a key.
        stored: Whether the database holds one.

    Raises:
        SettingsError: `host` is not this machine's loopback, and there is no key.
    """
    if _is_loopback(host) or stored or settings.server.api_key.get_secret_value():
        return
    raise SettingsError(
        f"host '{host}' can be reached from other machines, and there is no API key",
        "a key, or a loopback host such as 127.0.0.1",
        "Make one: wellread keys add NAME --scope admin, or export WELLREAD_SERVER_API_KEY=...",
    )


def listen(host: str, port: int, shared: bool = False) -> socket.socket:
    """A socket that listens on `host` and `port`; port 0: any that is free.

    Clients wait from now on for whoever accepts.

    Args:
        host: Name or address.
        port: Number.
        shared: Whether `sibling` shall make others on the same address.

    Raises:
        SettingsError: it is taken, or the host is not one of this machine's.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise _not_bound(host, port, error) from None
    try:
        # Alone first: another server of the same person that shares its address would not be noticed.
        found = _bound(family, address, shares=False)
        if shared and SPREADS:
            address = found.getsockname()
            found.close()
            found = _bound(family, address, shares=True)
        found.listen(BACKLOG)
    except OSError as error:
        raise _not_bound(host, port, error) from None
    return found


def sibling(listening: socket.socket, listens: bool = True) -> socket.socket:
    """Another socket on the address of a shared one; where the system does not spread connections, the same.

    One socket for several processes is no spreading: whoever wakes first takes all that came at once.

    Args:
        listening: What `listen` returned.
        listens: Whether clients may wait for it from now on, or only once somebody listens on it.
    """
    if not SPREADS:
        return listening.dup()
    found = _bound(listening.family, listening.getsockname(), shares=True)
    if listens:
        found.listen(BACKLOG)
    return found


def url(listening: socket.socket) -> str:
    """Where the server is found."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _bound(family: int, address: tuple[Any, ...], shares: bool) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shares:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind(address)
    except OSError:
        made.close()
        raise
    return made


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _not_bound(host: str, port: int, error: OSError) -> SettingsError:
    return SettingsError(
        f"cannot listen on {host}, port {port}: {error.strerror}",
        "an address of this machine and a port that is free",
        "Choose another: --port 0 takes any that is free.",
    )
