"""The record of everything: items, users, events, impressions."""

from wellread.store.events import Added, Past, Said
from wellread.store.log import EventLog
from wellread.store.rows import Put
from wellread.store.store import Store

__all__ = ["Added", "EventLog", "Past", "Put", "Said", "Store"]
