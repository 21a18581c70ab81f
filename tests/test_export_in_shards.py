"""An export in many shards: the same rows, whoever writes them and however often it is stopped."""

import io
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from datasets import load_dataset

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import generate

from conftest import CASES, ROOT
from hedgerow.batch import Batch
from hedgerow.export import counting, shard, unfinished, writer
from hedgerow.export.engines import processes
from hedgerow.export.sources import Source
from hedgerow.export.writer import ExportError, export
from hedgerow.pipeline import check_corpus
from hedgerow.problems import has_errors
from hedgerow.statistics import Statistics
from hedgerow.views import VIEWS
from test_export import tree

COMMAND = [sys.executable, "-c", "from hedgerow.cli import main; main()", "export"]
COUNT, SIZE = 90, 200_000


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of many documents of the split train, and one of the split test."""
    folder = tmp_path_factory.mktemp("lines")
    values = [json.dumps(generate.document(number)) + "\n" for number in range(COUNT)]
    for name, some in (("train", values[:80]), ("test", values[80:])):
        (folder / f"{name}.jsonl").write_text("".join(some), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert export(lines, out, max_size=SIZE).documents == COUNT
    return out


def rows(folder: Path, name: str, split: str) -> list[dict]:
    files = sorted((folder / name).glob(f"{split}-*.parquet"))
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def test_shards_hold_the_rows_of_one_file(lines: Path, undisturbed: Path, tmp_path: Path):
    export(lines, tmp_path / "one")
    for name in VIEWS:
        for split in ("train", "test"):
            assert rows(undisturbed, name, split) == rows(tmp_path / "one", name, split)
    train = sorted(path.name for path in (undisturbed / "documents").glob("train-*"))
    assert len(train) > 3
    assert train == [f"train-{i:05d}-of-{len(train):05d}.parquet" for i in range(len(train))]
    loaded = load_dataset(str(undisturbed), "documents")
    assert {split: len(data) for split, data in loaded.items()} == {"train": 80, "test": 10}
    sizes = [s.size for s in shard.plan([Source(lines, "train")], SIZE)]
    assert max(sizes) <= SIZE
    assert sum(sizes) == sum(path.stat().st_size for path in lines.iterdir())


def test_the_manifest_accounts_for_every_document_and_file(lines: Path, undisturbed: Path):
    manifest = json.loads((undisturbed / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["documents"] == sum(s["documents"] for s in manifest["shards"]) == COUNT
    places = [(s["first"], s["last"]) for s in manifest["shards"] if s["split"] == "train"]
    assert places[0][0] == "train.jsonl/1"
    assert places[-1][1] == "train.jsonl/80"
    for (_, last), (first, _) in pairwise(places):
        assert int(first.split("/")[1]) == int(last.split("/")[1]) + 1
    sums = tree(undisturbed)
    files = [file for s in manifest["shards"] for file in s["files"]]
    assert {f["path"]: f["sha256"] for f in files} == {
        path: value for path, value in sums.items() if path.endswith(".parquet")
    }


def test_files_are_copied_where_they_cannot_be_linked(
    lines: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refusing(old: Path, new: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refusing)
    export(lines, tmp_path / "out", max_size=SIZE)
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_several_processes_write_the_same_bytes(lines: Path, undisturbed: Path, tmp_path: Path):
    export(lines, tmp_path / "out", max_size=SIZE, engine=processes(2))
    assert tree(tmp_path / "out") == tree(undisturbed)


def test_an_export_is_read_as_documents(undisturbed: Path, tmp_path: Path):
    export(undisturbed, tmp_path / "again", max_size=SIZE)
    for name in VIEWS:
        assert rows(tmp_path / "again", name, "train") == rows(undisturbed, name, "train")


def test_columns_are_counted_as_records_are(tmp_path: Path):
    roots = [ROOT, *sorted((CASES / "valid").iterdir())]
    indexes = [
        look.index
        for root in roots
        for look in check_corpus([root])
        if not has_errors(look.problems)
    ]
    raw = [index.document.to_json().encode() for index in indexes]
    by_columns, by_records = Statistics(), Statistics()
    counting.count(by_columns, "train", Batch.of(raw), tokens=True)
    for index in indexes:
        by_records.add("train", index)
    assert by_columns == by_records
    assert len({i.document.annotation.origin for i in indexes}) == 2


def started(lines: Path, out: Path, *more: str, **options) -> subprocess.Popen:
    command = [*COMMAND, str(lines), "--out", str(out), "--max-shard-size", str(SIZE), *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)


def until_finished(work: Path, count: int) -> None:
    deadline = time.monotonic() + 120
    while len(list(work.glob("*.done"))) < count and time.monotonic() < deadline:
        time.sleep(0.005)


@pytest.mark.parametrize("more", [(), ("--workers", "2")])
def test_a_killed_run_goes_on(lines: Path, undisturbed: Path, tmp_path: Path, more: tuple):
    out, work = tmp_path / "out", tmp_path / ".out-unfinished"
    run = started(lines, out, *more)
    until_finished(work, 2)
    run.kill()
    run.communicate()
    assert not out.exists()
    finished = {path: path.stat().st_mtime_ns for path in work.glob("*.done")}
    assert finished
    (work / "documents" / ".train-00099.parquet.tmp").write_bytes(b"left behind")
    made = []
    keep = writer.write
    writer.write = lambda s, *rest, **more: made.append(s.name) or keep(s, *rest, **more)
    try:
        assert export(lines, out, max_size=SIZE).documents == COUNT
    finally:
        writer.write = keep
    assert set(made).isdisjoint(path.stem for path in finished)
    assert tree(out) == tree(undisturbed)
    assert not work.exists()


@pytest.mark.parametrize("more", [(), ("--workers", "2")])
def test_ctrl_c_says_so_and_stops(lines: Path, tmp_path: Path, more: tuple):
    (tmp_path / "out").mkdir()
    many = tmp_path / "train.jsonl"
    many.write_bytes((lines / "train.jsonl").read_bytes() * 30)
    run = started(many, tmp_path / "out", *more, start_new_session=True)
    until_finished(tmp_path / ".out-unfinished", 1)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 2
    assert said.strip() == "stopped: the same command goes on from what is finished"
    assert not list((tmp_path / "out").iterdir())


def test_changed_inputs_and_damaged_shards_are_made_anew(lines: Path, tmp_path: Path):
    copy, out = tmp_path / "in", tmp_path / "out"
    copy.mkdir()
    for file in lines.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())

    def stop(checked):
        if checked.path.name == "60":
            raise KeyboardInterrupt

    def stopped():
        with pytest.raises(KeyboardInterrupt):
            export(copy, out, report=stop, max_size=SIZE)

    stopped()
    work = tmp_path / ".out-unfinished"
    (work / "cues" / "train-00000.parquet").write_bytes(b"damaged")
    text = (copy / "train.jsonl").read_text(encoding="utf-8").replace("might reopen", "may reopen")
    (copy / "train.jsonl").write_text(text.replace('"might"', '"may"'), encoding="utf-8")
    result = export(copy, out, max_size=SIZE)
    assert result.problems  # the offsets no longer hold: nothing old was taken over
    (copy / "train.jsonl").write_bytes((lines / "train.jsonl").read_bytes())
    stopped()
    (work / "cues" / "train-00000.parquet").write_bytes(b"damaged")
    assert export(copy, out, max_size=SIZE).problems == []
    export(lines, tmp_path / "other", max_size=SIZE)
    assert tree(out) == tree(tmp_path / "other")


def test_a_document_with_an_error_costs_its_own_shard(lines: Path, tmp_path: Path):
    copy, out = tmp_path / "in", tmp_path / "out"
    copy.mkdir()
    rows = (lines / "train.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    bad = [*rows[:-1], rows[-1].replace('"id": "generated', '"id": "generated ')]
    (copy / "train.jsonl").write_text("".join(bad), encoding="utf-8")
    result = export(copy, out, max_size=SIZE)
    assert [(p.code, p.line) for p in result.problems] == [("S005", 80)]
    assert result.kept > 3
    assert not out.exists()


def test_a_full_disk_is_an_error_with_the_path(lines: Path, tmp_path: Path):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))

    run = started(lines, tmp_path / "out", preexec_fn=limit)
    _, said = run.communicate(timeout=120)
    assert run.returncode == 2
    assert said.startswith("error: [Errno 27] File too large: ")
    assert str(tmp_path / ".out-unfinished") in said
    assert len(said.splitlines()) == 1


def test_a_disk_that_is_full_at_a_record_is_named(tmp_path: Path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*a\.done'"):
        unfinished._save(tmp_path / "a.done", "signature", None)
    with (
        pytest.raises(OSError, match=r"No space left on device: '.*out'"),
        unfinished.Unfinished(tmp_path / "out").replaced(),
    ):
        full(0)


def test_two_exports_do_not_write_one_folder(lines: Path, tmp_path: Path):
    with (
        unfinished.Unfinished(tmp_path / "out"),
        pytest.raises(ExportError, match="another run is writing"),
    ):
        export(lines, tmp_path / "out")


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


def test_a_record_can_name_nothing_but_what_is_in_records(tmp_path: Path):
    record = tmp_path / "train-00000.done"
    unfinished._save(record, "signature", Evil())
    assert unfinished.load(record, "signature") is None
    with pytest.raises(pickle.UnpicklingError, match="system is in no record"):
        unfinished._Unpickler(io.BytesIO(record.read_bytes()[:-32])).load()


def test_arrow_reads_documents_as_they_were_checked(tmp_path: Path):
    """Keys in any order, dates in strings, escapes and characters of every length."""

    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    value = generate.document(1)
    value["source"] |= {"topic": "2018-09-06", "provenance": '12:30 \\ " \b é \u2028 😀 𝒵 1e5 null'}
    value["annotation"]["guidelines"] = "2018-09-06T12:30:00"
    plain, odd = json.dumps(value, ensure_ascii=False), json.dumps(turned(value), indent=1)
    for name, data in (("plain", plain), ("odd", odd)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.jsonl").write_text(data.replace("\n", "") + "\n", encoding="utf-8")
        assert export(tmp_path / name, tmp_path / f"{name}-out").problems == []
        (row,) = rows(tmp_path / f"{name}-out", "documents", "train")
        assert row == value
