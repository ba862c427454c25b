"""Rows of Parquet files, one row group after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wellread.data.intake import BATCH, Intake, Row
from wellread.errors import InvalidInput, MissingExtra


def parquet() -> Any:
    """The module `pyarrow.parquet`.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("parquet", "a Parquet file") from None
    return pyarrow.parquet


def parquet_rows(intake: Intake) -> Iterator[Row]:
    """The rows of a Parquet file; timestamps come as datetimes in UTC, cut to microseconds.

    Raises:
        InvalidInput: the file is damaged or no Parquet file.
        MissingExtra: pyarrow is not installed.
    """
    module = parquet()
    from pyarrow import ArrowException

    size, done = intake.path.stat().st_size, 0
    try:
        with module.ParquetFile(intake.path) as file:
            for group in range(file.num_row_groups):
                for batch in file.iter_batches(batch_size=BATCH, row_groups=[group]):
                    for cells in _in_microseconds(batch).to_pylist():
                        yield Row(group, cells)
                    done += batch.num_rows
                    intake.tell(size * done // file.metadata.num_rows, size)
    except (ArrowException, OSError) as error:
        raise InvalidInput(
            f"{intake.path.name} cannot be read as Parquet: {str(error).splitlines()[0]}",
            "a whole Parquet file",
            "Write or download it again.",
        ) from None


def _in_microseconds(batch: Any) -> Any:
    """Python's datetimes hold no nanoseconds; a time stamp without a zone is taken as UTC."""
    import pyarrow

    for place, field in enumerate(batch.schema):
        if pyarrow.types.is_timestamp(field.type):
            column = batch.column(place).cast(pyarrow.timestamp("us", tz=field.type.tz or "UTC"), safe=False)
            batch = batch.set_column(place, field.name, column)
    return batch
