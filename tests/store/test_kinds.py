from wellread.store import kinds
from wellread.store.database import Database


def test_a_kind_keeps_its_row(database: Database) -> None:
    with database.write() as connection:
        assert kinds.names(connection) == ()
        assert kinds.ensure(connection, ["view", "click"]) == {"view": 0, "click": 1}
        assert kinds.ensure(connection, ["like", "click"]) == {"like": 2, "click": 1}
        assert kinds.names(connection) == ("view", "click", "like")
