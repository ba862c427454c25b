from __future__ import annotations

import contextlib
import socket

import pytest

from wellread.errors import SettingsError
from wellread.server.serve import SPREADS, check_bind, listen, sibling, url
from wellread.settings import Server, Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    check_bind(host, Settings())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_anything_else_needs_a_key(host: str) -> None:
    with pytest.raises(SettingsError, match="WELLREAD_SERVER_API_KEY"):
        check_bind(host, Settings())
    check_bind(host, Settings(server=Server.model_validate({"api_key": "k"})))
    check_bind(host, Settings(), stored=True)


def test_a_free_port_is_found_and_said() -> None:
    with listen("127.0.0.1", 0) as found:
        port = found.getsockname()[1]
        assert url(found) == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("shared", [False, True])
def test_a_taken_port_is_an_error_that_says_so(shared: bool) -> None:
    with (
        listen("127.0.0.1", 0, shared=shared) as taken,
        pytest.raises(SettingsError, match="cannot listen on 127"),
    ):
        listen("127.0.0.1", taken.getsockname()[1])


def test_a_host_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on no\.such\.host\.invalid"):
        listen("no.such.host.invalid", 0)


def test_siblings_share_an_address_and_what_comes_to_it() -> None:
    with listen("127.0.0.1", 0, shared=True) as first, sibling(first) as second:
        assert url(first) == url(second)
        clients = [socket.create_connection(first.getsockname()) for _ in range(40)]
        taken = dict.fromkeys((first, second), 0)
        for own in taken:
            own.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    own.accept()[0].close()
                    taken[own] += 1
        for client in clients:
            client.close()

    assert sum(taken.values()) == 40
    assert min(taken.values()) >= 5 or not SPREADS


def test_a_sibling_that_does_not_listen_gets_nobody() -> None:
    with listen("127.0.0.1", 0, shared=True) as first, sibling(first, listens=False) as second:
        for _ in range(20):
            socket.create_connection(first.getsockname()).close()
        if SPREADS:
            with pytest.raises(OSError, match="nvalid argument"):
                second.accept()
