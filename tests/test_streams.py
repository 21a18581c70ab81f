"""Documents from JSON files, JSONL and Parquet: the same bytes, places, and strictness."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import generate

from conftest import ROOT, make_corpus
from hedgerow import pipeline, streams
from hedgerow.corpus import document_paths, split_of
from hedgerow.kinds import arrow_schema
from hedgerow.plain import MAX_BYTES
from hedgerow.reader import parse
from hedgerow.streams import writing
from hedgerow.views import documents as view
from test_cli import hedgerow

PATHS = list(document_paths(ROOT))[:6]
VALUES = [json.loads(path.read_bytes()) for path in PATHS]
LINES = b"".join(json.dumps(value).encode() + b"\n" for value in VALUES)


def zst(data: bytes) -> bytes:
    return pa.compress(data, "zstd", asbytes=True)


def packed(path: Path, data: bytes) -> Path:
    pack = {".gz": gzip.compress, ".zst": zst}.get(path.suffix, bytes)
    path.write_bytes(pack(data))
    return path


def table(path: Path, values: list[dict], rows: int = 2) -> Path:
    schema = arrow_schema(view.kinds())
    pq.write_table(pa.Table.from_pylist(values, schema=schema), path, row_group_size=rows)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
@pytest.mark.parametrize("size", [1, 100_000, 2**30])
def test_every_kind_of_file_gives_the_same_documents(tmp_path: Path, name: str, size: int):
    file = tmp_path / name
    if name.endswith("parquet"):
        table(file, VALUES)
    else:
        packed(file, LINES)
    parts = list(streams.parts([tmp_path], size))
    assert (len(parts) == len(VALUES)) == (size == 1)
    read = [document for part in parts for document in streams.read(part)]
    assert [path for path, _ in read] == [file / str(n) for n in range(1, len(VALUES) + 1)]
    assert [parse(parsed.data).value for _, parsed in read] == VALUES
    back = [document for part in parts[::-1] for document in streams.read(part)]
    assert sorted(str(path) for path, _ in back) == sorted(str(path) for path, _ in read)
    for path, parsed in read:
        assert streams.again(path).data == parsed.data
        assert pipeline.read(path).to_dict() == parse(parsed.data).value


def test_files_of_a_folder_share_parts(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"{number}.json").write_bytes(b"x" * 10)
    packed(tmp_path / "c.jsonl", b"1\n2\n")
    counted = [(part.folder.name, len(part.paths)) for part in streams.parts([tmp_path], 25)]
    assert counted == [("a", 2), ("a", 1), ("b", 2), ("b", 1), ("c.jsonl", 1)]
    names = [str(path.relative_to(tmp_path)) for path, _ in streams.documents([tmp_path])]
    assert names[-3:] == ["b/2.json", "c.jsonl/1", "c.jsonl/2"]


def test_a_last_line_needs_no_break_and_an_empty_file_has_no_line(tmp_path: Path):
    packed(tmp_path / "a.jsonl", LINES.rstrip(b"\n"))
    packed(tmp_path / "b.jsonl", b"")
    assert len(list(streams.documents([tmp_path]))) == len(VALUES)


@pytest.mark.parametrize(
    ("path", "split"),
    [
        ("train.jsonl/3", "train"),
        ("documents/test-00000-of-00002.parquet/9", "test"),
        ("validation/news.jsonl.gz/1", "validation"),
        ("trainers.jsonl/1", None),
        ("news.jsonl/1", None),
    ],
)
def test_a_file_of_many_is_of_a_split_by_its_name(path: str, split: str | None):
    assert split_of(Path(path)) == split


BROKEN = {
    "P002": b"",
    "P003": b'{"id": "\xff"}',
    "P005": b'{"id": }',
    "P006": b'{"id": "a", "id": "b"}',
    "P007": b'{"id": NaN}',
    "P008": b'{"id": "\\ud800"}',
    "P009": b"[" * 100_000,
    "P011": b" " * (MAX_BYTES + 10),
    "S001": b"{}",
}


@pytest.mark.parametrize("code", BROKEN)
def test_lines_are_read_as_strictly_as_files(tmp_path: Path, code: str):
    packed(tmp_path / "a.jsonl", BROKEN[code] + b"\n" + LINES)
    (path, first), *rest = streams.documents([tmp_path])
    assert [parse(parsed.data).value for _, parsed in rest] == VALUES
    (tmp_path / "a.json").write_bytes(BROKEN[code])
    alone = pipeline.validate(tmp_path / "a.json")
    assert {problem.code for problem in alone} == {code}
    assert len(first.data) <= MAX_BYTES + 1
    again = pipeline.validate(path)
    assert [p.message for p in again] == [p.message for p in alone]
    assert {p.path for p in again} == {str(tmp_path / "a.jsonl")}


def test_problems_have_line_and_column_or_row(tmp_path: Path):
    value = json.loads((ROOT / "schema" / "example.json").read_bytes())
    value["cues"][0]["start"] += 1
    line = json.dumps(value).encode()
    packed(tmp_path / "a.jsonl", b"{}\n{}\n" + line)
    table(tmp_path / "a.parquet", [value, value, value])
    for name, column in (
        ("a.jsonl", line.index(b'"start"', line.rindex(b'"cues"')) + 1),
        ("a.parquet", 1),
    ):
        problem = next(p for p in pipeline.validate(tmp_path / name / "3") if p.code == "T007")
        assert (problem.path, problem.line) == (str(tmp_path / name), 3)
        assert (problem.column, problem.pointer) == (column, "/cues/0/start")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_a_damaged_file_gives_what_it_holds_and_a_problem(tmp_path: Path, name: str):
    file = table(tmp_path / name, VALUES) if "parquet" in name else packed(tmp_path / name, LINES)
    file.write_bytes(file.read_bytes()[:-200])
    *good, (path, last) = streams.documents([file])
    assert [problem.code for problem in last.problems] == ["P001"]
    assert (path.parent, int(path.name)) == (file, len(good) + 1)


def test_tables_of_something_else_and_links_are_refused(tmp_path: Path):
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    ((_, parsed),) = streams.documents([tmp_path / "a.parquet"])
    assert "no column schema_version, id" in parsed.problems[0].message
    packed(tmp_path / "real", LINES)
    (tmp_path / "b.jsonl").symlink_to(tmp_path / "real")
    ((_, parsed),) = streams.documents([tmp_path / "b.jsonl"])
    assert "symbolic link" in parsed.problems[0].message
    ((_, parsed),) = streams.documents([tmp_path / "real" / "1"])
    assert [problem.code for problem in parsed.problems] == ["P001"]


def test_a_part_knows_that_its_file_changed(tmp_path: Path):
    file = packed(tmp_path / "a.jsonl", LINES)
    (part,) = streams.parts([file], 2**30)
    assert part.changed() is None
    file.write_bytes(LINES + LINES)
    assert part.changed() == file


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_documents_are_written_in_shards(tmp_path: Path, ending: str):
    documents = [pipeline.read(path) for path in PATHS]
    out = tmp_path / f"out{ending}"
    assert writing.write(documents, out) == [out]
    first = out.read_bytes()
    largest = max(len(json.dumps(value)) for value in VALUES)
    shards = writing.write(documents, out, largest)
    assert shards[0].name == f"out-00000-of-{len(shards):05d}{ending}"
    assert 1 < len(shards) <= len(VALUES)
    read = [parse(parsed.data).value for _, parsed in streams.documents(shards)]
    assert read == [parse(parsed.data).value for _, parsed in streams.documents([out])] == VALUES
    writing.write(documents, out)
    assert out.read_bytes() == first
    assert {path.name for path in tmp_path.iterdir()} == {p.name for p in [out, *shards]}
    with pytest.raises(ValueError, match=r"must end in \.jsonl"):
        writing.write(documents, tmp_path / "out.csv")


def test_plain_json_is_read_without_pyarrow(tmp_path: Path):
    make_corpus(tmp_path)
    packed(tmp_path / "a.jsonl", LINES)
    code = (
        "import sys; from pathlib import Path; from hedgerow import streams; "
        f"assert len(list(streams.documents([Path({str(tmp_path)!r})]))) == 1; "
        f"assert list(streams.documents([Path({str(tmp_path / 'a.jsonl')!r})])); "
        "print([m for m in ('pyarrow', 'datasets') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["out.parquet", "out.jsonl.zst"])
def test_convert_writes_shards(tmp_path: Path, name: str):
    out = tmp_path / "new" / name
    out.parent.mkdir()
    size = f"{2 * max(len(json.dumps(value)) for value in VALUES)}"
    run = hedgerow("convert", *PATHS, "--out", out, "--max-shard-size", size)
    assert run.returncode == 0
    shards = sorted(path.name for path in out.parent.iterdir())
    assert len(shards) > 1
    ending = name.removeprefix("out")
    assert shards == [f"out-{i:05d}-of-{len(shards):05d}{ending}" for i in range(len(shards))]
    read = [parse(parsed.data).value for _, parsed in streams.documents([out.parent])]
    assert read == VALUES
    run = hedgerow("convert", *PATHS, "--out", tmp_path / "folder", "--max-shard-size", size)
    assert (run.returncode, "is for an --out that ends in" in run.stderr) == (2, True)
    packed(tmp_path / "none.jsonl", b"")
    assert hedgerow("convert", tmp_path / "none.jsonl", "--out", tmp_path / name).returncode == 0
    assert list(streams.documents([tmp_path / name])) == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_commands_take_files_of_many(tmp_path: Path, workers: str):
    values = [generate.document(number) for number in range(3)]
    values[1]["cues"][0]["text"] = "x"
    lines = b"".join(json.dumps(value).encode() + b"\n" for value in values)
    packed(tmp_path / "a.jsonl.gz", lines)
    run = hedgerow("validate", tmp_path / "a.jsonl.gz", "--workers", workers)
    assert run.returncode == 1
    file, problem, *_, last = run.stdout.splitlines()
    assert (file, last) == (str(tmp_path / "a.jsonl.gz"), "3 files, 1 error, 0 warnings")
    second = lines.splitlines()[1]
    column = second.index(b'"start"', second.index(b'"cues": ')) + 1
    assert problem.split()[:3] == [f"2:{column}", "error", "T007"]
    run = hedgerow("convert", tmp_path / "a.jsonl.gz", "--out", tmp_path / f"{workers}.jsonl")
    assert run.returncode == 1
    read = [
        parse(parsed.data).value for _, parsed in streams.documents([tmp_path / f"{workers}.jsonl"])
    ]
    assert read == [values[0], values[2]]
