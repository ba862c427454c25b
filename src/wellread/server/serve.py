"""From a workspace to a listening server."""

from __future__ import annotations

import ipaddress
import logging
import socket

import uvicorn

from wellread.engine.workspace import Workspace
from wellread.errors import SettingsError
from wellread.server.app import create_app
from wellread.settings import Settings


def check_bind(host: str, settings: Settings) -> None:
    """Refuse to be reached from other machines without a key.

    Raises:
        SettingsError: `host` is not this machine's loopback, and no key is set.
    """
    if _is_loopback(host) or settings.server.api_key.get_secret_value():
        return
    raise SettingsError(
        f"host '{host}' can be reached from other machines, and no API key is set",
        "a key, or a loopback host such as 127.0.0.1",
        'Set one: export WELLREAD_SERVER_API_KEY=..., or api_key = "..." under [server] in wellread.toml.',
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port`; port 0: any that is free.

    Raises:
        SettingsError: it is taken, or the host is not one of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _not_bound(host, port, error) from None
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except OSError as error:
        found.close()
        raise _not_bound(host, port, error) from None
    return found


def url(listening: socket.socket) -> str:
    """Where the server is found."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(workspace: Workspace, listening: socket.socket) -> None:
    """Answer until a signal says stop; closes the workspace."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    for name in ("wellread", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.INFO)
    # uvicorn's own access log is off: it holds query strings, which may hold what people say.
    config = uvicorn.Config(create_app(workspace), log_config=None, access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


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
