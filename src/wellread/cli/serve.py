"""`wellread serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellread.cli.opening import demand
from wellread.cli.options import Folder, Host, Port
from wellread.cli.output import talk

Workers = Annotated[
    int | None, typer.Option(min=1, help="How many processes answer; default: that of the settings.")
]


def serve(host: Host = None, port: Port = None, workers: Workers = None, workspace: Folder = Path()) -> None:
    """Answer over HTTP, and learn from what comes in, until interrupted."""
    demand(workspace)
    answer_over_http(workspace, host, port, workers)


def answer_over_http(
    folder: Path, host: str | None = None, port: int | None = None, workers: int | None = None
) -> None:
    """Listen, say where, and serve until a signal; None stands for the settings'.

    Raises:
        SettingsError: the settings cannot be used; the address cannot be listened on, or is open to other
            machines without a key.
        StoreError: the database cannot be used.
    """
    from wellread import settings as settings_file
    from wellread.server import logs, tracing
    from wellread.server.serve import check_bind, listen, url
    from wellread.server.supervisor import Supervisor
    from wellread.settings import DATABASE
    from wellread.store import Store

    settings = settings_file.load(folder)
    own = settings.server
    host, workers = own.host if host is None else host, workers or own.workers
    # What is wrong with the database is said here once, not by every worker; and its tables are made once.
    with Store.open(settings.database.url or folder / DATABASE, settings.database.busy_timeout) as store:
        stored = bool(store.keys())
    check_bind(host, settings, stored)
    tracing.check()
    with listen(host, own.port if port is None else port, shared=workers > 1) as listening:
        key = " -H 'X-API-Key: ...'" if stored or own.api_key.get_secret_value() else ""
        talk(f"serving '{folder}' on {url(listening)} (documentation: {url(listening)}/docs)")
        talk(f"try: curl{key} '{url(listening)}/v1/recommendations?k=5'")
        logs.configure(settings)
        Supervisor(folder, settings, listening, workers).run()
