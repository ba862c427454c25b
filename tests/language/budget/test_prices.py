from hypothesis import given
from hypothesis import strategies as st

from wellread.language.budget.prices import Prices, billionths, money
from wellread.language.writing.writer import Usage
from wellread.settings import Price

PRICES = Prices({"small": Price(input=0.15, cached_input=0.0375, output=0.6), "free": Price()})
TOKENS = st.integers(0, 10**7)


def test_a_price_is_for_a_million_tokens() -> None:
    assert PRICES.cost("small", Usage(1_000_000, 0)) == 150_000_000
    assert PRICES.cost("small", Usage(0, 1_000_000)) == 600_000_000
    assert PRICES.cost("small", Usage(1_000_000, 0, cached_input=1_000_000)) == 37_500_000


def test_a_part_of_a_billionth_counts_as_a_whole_one() -> None:
    assert PRICES.cost("small", Usage(1, 0, cached_input=1)) == 38  # 37.5


def test_floats_of_the_settings_are_what_was_written() -> None:
    assert Prices({"m": Price(input=0.1)}).cost("m", Usage(3, 0)) == 300
    assert billionths(0.01) == 10_000_000
    assert billionths(0.3, 0.7) == 210_000_000


def test_cached_input_costs_as_other_input_unless_it_has_a_price() -> None:
    prices = Prices({"m": Price(input=2.0)})
    assert prices.cost("m", Usage(10, 0, cached_input=10)) == prices.cost("m", Usage(10, 0))


def test_a_model_without_a_price_is_free() -> None:
    assert PRICES.cost("own", Usage(10**9, 10**9)) == 0
    assert "own" not in PRICES
    assert "free" in PRICES


@given(TOKENS, TOKENS, TOKENS, st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_nothing_costs_more_than_the_most(
    input: int, output: int, cached: int, price: float, cached_price: float, output_price: float
) -> None:
    prices = Prices({"m": Price(input=price, cached_input=cached_price, output=output_price)})
    usage = Usage(input, output, min(cached, input))
    assert 0 <= prices.cost("m", usage) <= prices.most("m", usage)


def test_money_shows_small_amounts() -> None:
    assert money(1_234_500_000, "USD") == "1.23 USD"
    assert money(1_500, "USD") == "0.000002 USD"
    assert money(0, "EUR") == "0.00 EUR"
