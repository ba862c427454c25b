from __future__ import annotations

import pytest

from wellread.errors import SettingsError
from wellread.server.serve import check_bind, listen, url
from wellread.settings import Server, Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    check_bind(host, Settings())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_anything_else_needs_a_key(host: str) -> None:
    with pytest.raises(SettingsError, match="WELLREAD_SERVER_API_KEY"):
        check_bind(host, Settings())
    check_bind(host, Settings(server=Server.model_validate({"api_key": "k"})))


def test_a_free_port_is_found_and_said() -> None:
    with listen("127.0.0.1", 0) as found:
        port = found.getsockname()[1]
        assert url(found) == f"http://127.0.0.1:{port}"


def test_a_taken_port_is_an_error_that_says_so() -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(SettingsError, match="cannot listen on 127"):
            listen("127.0.0.1", taken.getsockname()[1])


def test_a_host_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on no\.such\.host\.invalid"):
        listen("no.such.host.invalid", 0)
