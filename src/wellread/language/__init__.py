"""Reading: what texts say, as words, vectors, names and wishes.

`read_wish` understands a sentence, `NameIndex` finds the items it names, `LexicalEncoder` turns texts into
rows, `similarity` compares them, `inspect` shows each step. Models and dictionaries load when first used.
"""

from __future__ import annotations

from wellread.language.clean import clean
from wellread.language.detect import detect
from wellread.language.encoder import Encoder
from wellread.language.lexical import LexicalEncoder
from wellread.language.naming.mentions import Mention, NameIndex
from wellread.language.segment import features, inspect, segment
from wellread.language.similarity import similarity, top_similar
from wellread.language.wishes.polarity import Clause, clauses, polarities
from wellread.language.wishes.wish import Wish, read_wish

__all__ = [
    "Clause",
    "Encoder",
    "LexicalEncoder",
    "Mention",
    "NameIndex",
    "Wish",
    "clauses",
    "clean",
    "detect",
    "features",
    "inspect",
    "polarities",
    "read_wish",
    "segment",
    "similarity",
    "top_similar",
]
