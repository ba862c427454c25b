"""What every figure of a report means, in a sentence."""

from __future__ import annotations

from wellread.evaluation.metrics import parse

ACCURACY = {
    "ndcg": "Hits among the first {k} places, the higher the more they count; 1 is the best list possible.",
    "recall": "Share of what was to be found that is among the first {k} places.",
    "precision": "Share of the first {k} places that hold something that was to be found.",
    "f1": "Harmonic mean of precision and recall of the first {k} places, case by case.",
    "hit": "Share of cases with at least one hit among the first {k} places.",
    "map": "Mean precision at the places of the hits among the first {k}.",
    "mrr": "One over the place of the first hit, 0 without a hit among the first {k}.",
}
BEYOND = {
    "filled": "Share of the places that hold an item; below 1 somebody was shown fewer items than ten.",
    "coverage": "Share of the catalogue that is on at least one list.",
    "gini": "How unequally places are spread over the catalogue: 0 all alike, 1 all to one item.",
    "novelty": "Mean information of a shown item in bits; one bit more is half the popularity.",
    "diversity": "Mean difference of the texts of two items of a list: 0 the same, 1 no word in common.",
    "serendipity": "Hits that the list of popular items does not hold, as a share of the places.",
    "calibration": "How far a list's categories are from those of the person's past, in nats; 0: equal.",
}
TABLES = {
    "activity": "By the number of events known of the person.",
    "popularity": "By the popularity of what was to be found: items without an event, and three groups that"
    " draw a third of all events each.",
    "cold start": "By who is met for the first time: a person without an event, such an item, or both.",
    "arrival": "By whether the person had any event in what was fitted on, and how many they have had since.",
    "language": "By the language of what was to be found.",
}


def accuracy(metric: str) -> str:
    """Of a metric such as "ndcg@10"."""
    name, k = parse(metric)
    return ACCURACY[name].format(k=k)
