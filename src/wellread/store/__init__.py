"""The record of everything: items, users, events, impressions."""

from wellread.store.changes import Changes
from wellread.store.descriptions import Description
from wellread.store.events import Added, Past
from wellread.store.group_commit import GroupCommit
from wellread.store.joined import Outcome, Shown
from wellread.store.keys import Key
from wellread.store.ledger import Cost
from wellread.store.log import EventLog
from wellread.store.rows import Put
from wellread.store.store import Store
from wellread.store.tail import Tail
from wellread.store.texts import Said

__all__ = [
    "Added",
    "Changes",
    "Cost",
    "Description",
    "EventLog",
    "GroupCommit",
    "Key",
    "Outcome",
    "Past",
    "Put",
    "Said",
    "Shown",
    "Store",
    "Tail",
]
