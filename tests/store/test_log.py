import numpy as np

from wellread.domain import Event
from wellread.store import Store


def test_the_log_as_arrays(shop: Store) -> None:
    shop.add_events(
        [
            Event(user="u", item="c", kind="click", time=9.5),
            Event(user="u", kind="search", text="tea", time=9.6),
            Event(user="v", item="a", kind="rate", value=4, time=1.0, synthetic=True),
            Event(user="u", item="b", kind="click", time=2.0),
        ]
    )
    log = shop.log()
    assert len(log) == 3
    assert log.seqs.tolist() == [1, 3, 4]
    assert log.users.tolist() == [0, 1, 0]
    assert log.items.tolist() == [2, 0, 1]
    assert [log.kind_names[kind] for kind in log.kinds] == ["click", "rate", "click"]
    np.testing.assert_array_equal(log.values, [np.nan, 4.0, np.nan])
    assert log.times.tolist() == [9.5, 1.0, 2.0]
    dtypes = [
        column.dtype.name for column in (log.users, log.items, log.kinds, log.values, log.times, log.seqs)
    ]
    assert dtypes == ["int64", "int64", "int32", "float64", "float64", "int64"]
    assert all(column.flags.c_contiguous for column in (log.users, log.values, log.seqs))


def test_since_is_outside_and_until_inside(shop: Store) -> None:
    shop.add_events([Event(user="u", item="a", kind="k") for _ in range(5)])
    assert shop.log(since=1, until=3).seqs.tolist() == [2, 3]
    assert shop.log(since=5).seqs.tolist() == []
    assert shop.log(until=0).seqs.tolist() == []


def test_simulated_events_can_be_left_out(shop: Store) -> None:
    shop.add_events([Event(user="u", item="a", kind="k", synthetic=i % 2 == 0) for i in range(4)])
    assert shop.log().seqs.tolist() == [1, 2, 3, 4]
    assert shop.log(synthetic=False).seqs.tolist() == [2, 4]


def test_an_empty_log_has_columns(store: Store) -> None:
    log = store.log()
    assert (len(log), log.kind_names, log.times.shape) == (0, (), (0,))
