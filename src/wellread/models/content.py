"""`content`: items whose texts are like those of what the person chose."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from scipy.sparse import csr_array

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import NOTHING, Interactions
from wellread.models.history_model import HistoryModel
from wellread.models.item_weights import ItemWeights, Layer
from wellread.settings import Content as Settings


class Content(HistoryModel):
    """Sum over the history of faded weight times the similarity of the two items' texts.

    Args:
        settings: Hyper-parameters; `similarity` chooses the measure.
    """

    name = "content"
    learns = False

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.settings = settings

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Model.fit`: behaviour plays no part."""
        similar = catalogue.similar(self.settings.similarity, self.settings.neighbours)
        self.weights = ItemWeights(Layer(csr_array(similar.T.tocsr()), similar))
        return self

    def update(
        self, before: Interactions, after: Interactions, catalogue: Catalogue, most: int | None = None
    ) -> Self:
        """See `Model.update`."""
        return self.fit(after, catalogue)

    def save(self, folder: Path) -> None:
        """See `Model.save`: all state is the catalogue's."""
        files.write(folder, {"model": self.name}, {})

    def load(self, folder: Path, catalogue: Catalogue) -> Self:
        """See `Model.load`."""
        files.read(folder)
        return self.fit(NOTHING, catalogue)
