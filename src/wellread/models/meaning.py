"""`meaning`: items whose texts mean what the person said, word for word or not."""

from __future__ import annotations

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Floats, Ints, Profile, Term
from wellread.models.said_model import SaidModel


class Meaning(SaidModel):
    """Cosine of the vectors of what was said and of the item's text; 0 where it is negative."""

    name = "meaning"

    def match(self, profile: Profile, catalogue: Catalogue) -> Floats:
        """See `SaidModel.match`."""
        if catalogue.meaning is None or profile.sense is None:
            return np.zeros(len(catalogue), np.float32)
        return catalogue.meaning.match(profile.sense)

    def split(self, profile: Profile, rows: Ints, catalogue: Catalogue) -> list[list[Term]]:
        """See `SaidModel.split`: one term, for all that was said."""
        scores = self.match(profile, catalogue)[rows].tolist()
        return [[Term("word", "", value)] if value else [] for value in scores]
