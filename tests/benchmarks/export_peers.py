"""What others do with the same file, one run a process; called by export.py."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import orjson


def features() -> Any:
    from hedgerow.views import documents

    return documents.features()


def schema() -> Any:
    from hedgerow.kinds import arrow_schema
    from hedgerow.views import documents

    return arrow_schema(documents.kinds())


def from_generator(file: str, out: str) -> None:
    import datasets

    found = datasets.Dataset.from_generator(values, features=features(), gen_kwargs={"file": file})
    found.to_parquet(f"{out}.parquet")


def values(file: str) -> Any:
    with Path(file).open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def from_list(file: str, out: str) -> None:
    import datasets

    found = datasets.Dataset.from_list(list(values(file)), features=features())
    found.to_parquet(f"{out}.parquet")


def load_json(file: str, out: str) -> None:
    import datasets

    found = datasets.load_dataset("json", data_files=file, features=features(), split="train")
    found.to_parquet(f"{out}.parquet")


def duckdb(file: str, out: str) -> None:
    import duckdb

    columns = ", ".join(f"'{field.name}': '{_duckdb(field.type)}'" for field in schema())
    duckdb.execute(
        f"COPY (SELECT * FROM read_json('{file}', columns={{{columns}}}, "
        f"format='newline_delimited', maximum_object_size=100000000)) "
        f"TO '{out}.parquet' (FORMAT parquet, COMPRESSION zstd)"
    )


def _duckdb(kind: Any) -> str:
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{f.name}" {_duckdb(f.type)}' for f in kind) + ")"
    if pa.types.is_list(kind):
        return f"{_duckdb(kind.value_type)}[]"
    return {"string": "VARCHAR", "int32": "INTEGER", "bool": "BOOLEAN"}[str(kind)]


def polars(file: str, out: str) -> None:
    import polars as pl

    columns = {field.name: _polars(field.type) for field in schema()}
    pl.scan_ndjson(file, schema=columns).sink_parquet(f"{out}.parquet", compression="zstd")


def _polars(kind: Any) -> Any:
    import polars as pl
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return pl.Struct({field.name: _polars(field.type) for field in kind})
    if pa.types.is_list(kind):
        return pl.List(_polars(kind.value_type))
    return {"string": pl.String, "int32": pl.Int32, "bool": pl.Boolean}[str(kind)]


def now() -> tuple[float, float]:
    """Time and processor time of a floor, which is measured without starting."""
    return time.perf_counter(), time.process_time()


def read_bytes(file: str, out: str) -> None:
    start = now()
    with Path(file).open("rb") as lines:
        for _ in lines:
            pass
    print("seconds", *(b - a for a, b in zip(start, now(), strict=True)))


def loads(file: str, out: str) -> None:
    start = now()
    for _ in values(file):
        pass
    print("seconds", *(b - a for a, b in zip(start, now(), strict=True)))


def ready_table(file: str, out: str) -> None:
    import pyarrow.json as pj
    import pyarrow.parquet as pq

    table = pj.read_json(file, parse_options=pj.ParseOptions(schema()))
    start = now()
    pq.write_table(table, f"{out}.parquet", compression="zstd", row_group_size=1000)
    print("seconds", *(b - a for a, b in zip(start, now(), strict=True)))


RUNS = {
    "reading the bytes": read_bytes,
    "orjson.loads": loads,
    "writing a ready table": ready_table,
    "Dataset.from_generator": from_generator,
    "Dataset.from_list": from_list,
    'load_dataset("json")': load_json,
    "DuckDB": duckdb,
    "Polars": polars,
}


def load(files: list[str]) -> None:
    """Seconds to load the files as a dataset, and to go through it."""
    import datasets

    start = time.perf_counter()
    found = datasets.load_dataset("parquet", data_files=files, split="train")
    loaded = time.perf_counter()
    for _ in found:
        pass
    print(loaded - start, time.perf_counter() - loaded)


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(sys.argv[2:])
    else:
        RUNS[sys.argv[1]](*sys.argv[2:])
