"""`wellread serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Host, Port
from wellread.cli.output import talk

if TYPE_CHECKING:
    from wellread.engine.workspace import Workspace


def serve(host: Host = None, port: Port = None, workspace: Folder = Path()) -> None:
    """Answer over HTTP until interrupted."""
    with opened(workspace) as there:
        answer_over_http(there, host, port)


def answer_over_http(workspace: Workspace, host: str | None = None, port: int | None = None) -> None:
    """Listen, say where, and serve until a signal; None stands for the settings'.

    Raises:
        SettingsError: the address cannot be listened on, or is open to other machines without a key.
    """
    from wellread.server.serve import check_bind, listen, serve, url

    own = workspace.settings.server
    host = own.host if host is None else host
    check_bind(host, workspace.settings)
    with listen(host, own.port if port is None else port) as listening:
        key = " -H 'X-API-Key: ...'" if own.api_key.get_secret_value() else ""
        talk(f"serving '{workspace.folder}' on {url(listening)} (documentation: {url(listening)}/docs)")
        talk(f"try: curl{key} '{url(listening)}/v1/recommendations?k=5'")
        serve(workspace, listening)
