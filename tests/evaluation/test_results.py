from __future__ import annotations

import json

import pytest
from tests.evaluation.hand_made import Scripted, catalogue, right, world, wrong

from wellread.errors import InvalidInput
from wellread.evaluation.results import Results
from wellread.evaluation.run import evaluate


def test_results_pass_through_json() -> None:
    found = evaluate([Scripted("a", right), Scripted("b", wrong)], world(), catalogue(), ("ndcg@10",))
    text = json.dumps(found.saved(), allow_nan=False)

    assert 'cases": {' not in text
    assert Results.loaded(json.loads(text)).saved() == found.saved()


def test_an_unknown_row_is_an_error() -> None:
    found = evaluate([Scripted("a", right)], world(), catalogue(), ("ndcg@10",))
    with pytest.raises(InvalidInput, match="one of a"):
        found.row("b")


@pytest.mark.parametrize("saved", [{}, {"format": 1}, {"format": 2}, {"format": 1, "rows": 3}])
def test_what_is_no_result_is_refused(saved: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        Results.loaded(saved)
