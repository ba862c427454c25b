"""The HTTP API from Python: `Client`, and `AsyncClient` for asyncio."""

from wellread.client.async_client import AsyncClient
from wellread.client.calls import Description, Ready, Stored, Written
from wellread.client.client import Client
from wellread.client.errors import ServerError, Unreachable

__all__ = ["AsyncClient", "Client", "Description", "Ready", "ServerError", "Stored", "Unreachable", "Written"]
