"""Items in memory: rows, attribute columns, vectors, filters."""

from wellread.catalogue.catalogue import Catalogue, document
from wellread.catalogue.filters import evaluate

__all__ = ["Catalogue", "document", "evaluate"]
