"""Prediction from and to files of many texts: the same documents, whoever annotates them."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import hedgerow
from conftest import ROOT
from hedgerow import streams
from hedgerow.export.engines import here, processes
from hedgerow.export.on_ray import Actors
from hedgerow.export.writer import ExportError, export
from hedgerow.predict.corpus import OutputError
from hedgerow.predict.run import run
from hedgerow.predict.shard import Job
from hedgerow.predict.texts import Columns, texts
from hedgerow.reader import parse
from test_export import tree
from test_export_in_shards import until_finished
from test_streams import packed
from trained import model

COMMAND = [sys.executable, "-c", "from hedgerow.cli import main; main()", "predict"]
SENTENCES = (
    "Aid Officials say the {} may fail. Perhaps not.\n",
    "The plan {} will probably fail, aid officials said.\n",
)
COUNT, SIZE = 40, 400


def rows() -> list[dict]:
    """Texts with ids, two of which are the same."""
    ids = [f"n-{i if i != 7 else 3}" for i in range(COUNT)]
    return [{"id": name, "text": SENTENCES[i % 2].format(name)} for i, name in enumerate(ids)]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = "".join(json.dumps(row) + "\n" for row in rows()).encode()
    return packed(tmp_path_factory.mktemp("texts") / "news.jsonl.gz", data)


@pytest.fixture(scope="module")
def job() -> Job:
    return Job.of(model(), Columns())


@pytest.fixture(scope="module")
def undisturbed(lines: Path, job: Job, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed")
    assert run([lines], out / "news.jsonl.zst", job, max_size=SIZE).documents == COUNT
    return out


def documents(path: Path) -> list[dict]:
    return [parse(read.data).value for _, read in streams.documents([path])]


def test_texts(tmp_path: Path):
    (tmp_path / "a.txt").write_text("one\r\n", newline="")
    (tmp_path / "b.TXT").write_text("two")
    data = b'{"id": "b1", "text": "three", "more": 1}\n{"text": "four"}\n{"id": "b3"}\n[\n'
    packed(tmp_path / "c.jsonl.gz", data + b'{"id": 0, "text": "five"}\n{"text": " "}')
    pq.write_table(pa.table({"text": ["six"], "id": ["c1"]}), tmp_path / "d.parquet")
    (tmp_path / "e.json").write_bytes((ROOT / "schema" / "example.json").read_bytes())
    (tmp_path / "ignored.png").write_text("no")
    found = [
        text
        for part in streams.parts([tmp_path], kind=Columns().kind)
        for text in texts(part, Columns())
    ]
    good = [(t.id, t.text) for t in found if not t.problems]
    assert good[:-1] == [
        *(("a", "one\r\n"), ("b", "two"), ("b1", "three"), ("c-2", "four"), ("0", "five")),
        ("c1", "six"),
    ]
    source = json.loads((ROOT / "schema" / "example.json").read_bytes())["source"]
    assert found[-1].said == {k: v for k, v in source.items() if k not in ("path", "sha256")}
    file = str(tmp_path / "c.jsonl.gz")
    assert [(p.code, p.path, p.line) for t in found for p in t.problems] == [
        *(("S001", file, 3), ("P005", file, 4), ("P002", file, 6)),
    ]


def test_other_columns(tmp_path: Path, lines: Path, job: Job):
    columns = Columns("body", "nr")
    table = pa.table({"body": [row["text"] for row in rows()[:3]], "nr": [7, 8, None]})
    pq.write_table(table, tmp_path / "a.parquet")
    result = run([tmp_path / "a.parquet"], tmp_path / "out.jsonl", Job.of(model(), columns))
    assert result.documents == 3
    assert [d["id"] for d in documents(tmp_path / "out.jsonl")] == ["7", "8", "a-3"]
    found = []
    run([lines], tmp_path / "no.jsonl", Job.of(model(), columns), report=found.extend)
    assert {(p.code, p.message) for p in found} == {
        ("S001", "no text: the key body must hold a string")
    }
    assert not list(tmp_path.glob("*no*"))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_every_form_holds_the_same(tmp_path: Path, lines: Path, job: Job, undisturbed: Path, name):
    result = run([lines], tmp_path / name, job)
    assert (result.documents, result.renamed) == (COUNT, 1)
    assert documents(tmp_path) == documents(undisturbed)
    assert hedgerow.validate(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [name, name.replace("a.", "a.probabilities."), "a.manifest.json"]
    )


def test_a_corpus_has_the_same_documents_and_probabilities(
    tmp_path: Path, lines: Path, job: Job, undisturbed: Path
):
    run([lines], tmp_path / "corpus", job, max_size=SIZE)
    assert hedgerow.validate(tmp_path / "corpus") == []
    found = {document["id"]: document for document in documents(tmp_path / "corpus")}
    assert found == {document["id"]: document for document in documents(undisturbed)}
    assert "n-3-2" in found
    assert found["n-3-2"]["source"]["group"] == "n-3-2"
    entities = {mention["entity"] for d in found.values() for mention in d["mentions"]}
    assert "Aid Officials" in entities
    assert "aid officials" not in entities
    run([lines], tmp_path / "a.jsonl", job)
    probabilities = (tmp_path / "a.probabilities.jsonl").read_text(encoding="utf-8")
    assert (tmp_path / "corpus" / "probabilities.jsonl").read_text(encoding="utf-8") == (
        "".join(json.dumps(json.loads(line)) + "\n" for line in probabilities.splitlines())
    )


def test_a_manifest_accounts_for_every_text_and_file(undisturbed: Path):
    text = (undisturbed / "news.manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert text == json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    assert (manifest["documents"], manifest["left_out"]) == (COUNT, 0)
    shards, number = manifest["shards"], 0
    files = {file["path"]: file for shard in shards for file in shard["files"]}
    assert files.keys() | {"news.manifest.json"} == {f.name for f in undisturbed.iterdir()}
    for name, file in files.items():
        data = (undisturbed / name).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), sha256(data).hexdigest())
    for shard in shards:
        some = [row["text"].encode() for row in rows()[number : number + shard["documents"]]]
        assert shard["sha256"] == sha256(b"".join(some)).hexdigest()
        assert shard["first"] == f"news.jsonl.gz/{number + 1}"
        number += len(some)
        assert shard["last"] == f"news.jsonl.gz/{number}"
        found = documents(undisturbed / shard["files"][0]["path"])
        assert [document["text"].encode() for document in found] == some
        assert shard["files"][0]["rows"] == len(some)
    assert number == COUNT


def test_the_manifest_of_a_corpus_names_every_file(tmp_path: Path, lines: Path, job: Job):
    (tmp_path / "empty.txt").write_text(" ")
    run([lines, tmp_path / "empty.txt"], tmp_path / "corpus", job, "test", max_size=SIZE)
    manifest = json.loads((tmp_path / "corpus" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["documents"], manifest["left_out"]) == (COUNT, 1)
    assert {shard["split"] for shard in manifest["shards"]} == {"test"}
    files = [file for shard in manifest["shards"] for file in shard["files"]]
    sums = {file["path"]: file["sha256"] for file in (*files, *manifest["files"])}
    assert len(files) == 2 * COUNT
    assert sums == {k: v for k, v in tree(tmp_path / "corpus").items() if k != "manifest.json"}


def test_what_lies_beside_documents_is_passed_over_even_if_named(tmp_path: Path, undisturbed: Path):
    every = sorted(undisturbed.iterdir())
    assert export(every, tmp_path / "out").documents == COUNT
    assert hedgerow.validate(every) == []
    with pytest.raises(ExportError, match=r"no document in .*news\.manifest\.json"):
        export([undisturbed / "news.manifest.json"], tmp_path / "none")


def test_shards_are_read_by_the_other_commands(tmp_path: Path, undisturbed: Path):
    assert len(list(undisturbed.glob("news-*-of-*.jsonl.zst"))) > 3
    assert hedgerow.validate(undisturbed) == []
    assert export(undisturbed, tmp_path / "out").documents == COUNT


@pytest.mark.parametrize("engine", [here, processes(2)])
def test_progress_counts_every_text_once(tmp_path: Path, lines: Path, job: Job, engine):
    steps: list[tuple[int, int]] = []
    run(
        *([lines], tmp_path / "a.jsonl", job),
        max_size=SIZE,
        engine=engine,
        progress=lambda *step: steps.append(step),
    )
    assert len(steps) > (COUNT if engine is here else 3)
    size = sum(len(json.dumps(row)) + 1 for row in rows())
    assert [sum(counts) for counts in zip(*steps, strict=True)] == [COUNT, size]


def test_several_processes_write_the_same_bytes(
    tmp_path: Path, lines: Path, job: Job, undisturbed: Path
):
    run([lines], tmp_path / "news.jsonl.zst", job, max_size=SIZE, engine=processes(2))
    assert tree(tmp_path) == tree(undisturbed)


def test_a_document_is_annotated_anew_under_its_licence(tmp_path: Path, job: Job):
    paths = sorted((ROOT / "annotations" / "test").glob("*.json"))[:2]
    run(paths, tmp_path / "out", job, "test")
    for path in paths:
        old, new = hedgerow.read(path), hedgerow.read(tmp_path / "out/annotations/test" / path.name)
        assert (new.text, new.annotation.origin) == (old.text, "predicted")
        assert (new.source.licence, new.source.group) == (old.source.licence, old.source.group)
    assert hedgerow.validate(tmp_path / "out") == []


def test_what_is_there_is_not_overwritten(tmp_path: Path, lines: Path, job: Job):
    out = tmp_path / "a.jsonl"
    (tmp_path / "a-00001-of-00002.jsonl").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"a-00001-of-00002\.jsonl exists and is never"):
        run([lines], out, job)
    (tmp_path / "a-00001-of-00002.jsonl").rename(tmp_path / "b-00001-of-00002.jsonl")
    (tmp_path / "a-b-00001-of-00002.jsonl").write_bytes(b"mine")
    run([lines], out, job)
    with pytest.raises(OutputError, match=r"a\.jsonl exists and is never"):
        run([lines], out, job)


@pytest.mark.parametrize(
    ("actors", "resources", "expected"),
    [
        (Actors(), {"CPU": 8.0}, (8, 0)),
        (Actors(3), {"CPU": 8.0, "GPU": 2.0}, (3, 0)),
        (Actors(neural=True), {"CPU": 8.0, "GPU": 2.0}, (2, 1)),
        (Actors(neural=True), {"CPU": 8.0}, (8, 0)),
        (Actors(gpus=0.5), {"CPU": 8.0, "GPU": 2.0}, (4, 0.5)),
        (Actors(gpus=0, neural=True), {"CPU": 8.0, "GPU": 2.0}, (8, 0)),
        (Actors(gpus=1), {"CPU": 8.0}, (1, 1)),
    ],
)
def test_how_many_actors_there_are(actors: Actors, resources: dict, expected: tuple):
    assert actors.among(resources) == expected


def started(lines: Path, out: Path, *more: str, **options) -> subprocess.Popen:
    command = [*COMMAND, str(lines), "--model", str(model()), "--out", str(out)]
    command += ["--max-shard-size", str(SIZE), *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)


@pytest.mark.parametrize("more", [(), ("--workers", "2")])
def test_a_killed_run_goes_on(tmp_path: Path, lines: Path, undisturbed: Path, job: Job, more):
    work = tmp_path / ".news.jsonl.zst-unfinished"
    process = started(lines, tmp_path / "news.jsonl.zst", *more)
    until_finished(work, 2)
    process.kill()
    process.communicate()
    finished = {path: path.stat().st_mtime_ns for path in work.glob("*.done")}
    assert finished
    assert not list(tmp_path.glob("*.zst"))
    (work / ".train-00099.jsonl.zst.tmp").write_bytes(b"left behind")

    def watched(make, shards):
        yield from map(make, shards)
        assert finished.items() <= {p: p.stat().st_mtime_ns for p in work.glob("*.done")}.items()

    run([lines], tmp_path / "news.jsonl.zst", job, max_size=SIZE, engine=watched)
    assert tree(tmp_path) == tree(undisturbed)
    assert not work.exists()


def test_a_run_killed_while_files_are_put_in_place_goes_on(
    tmp_path: Path, lines: Path, undisturbed: Path, job: Job, monkeypatch: pytest.MonkeyPatch
):
    from hedgerow.predict import final

    put = final._put

    def failing(made: Path, path: Path) -> None:
        if path.name.startswith("news-00001"):
            raise KeyboardInterrupt
        put(made, path)

    monkeypatch.setattr(final, "_put", failing)
    with pytest.raises(KeyboardInterrupt):
        run([lines], tmp_path / "news.jsonl.zst", job, max_size=SIZE)
    monkeypatch.undo()
    assert list(tmp_path.glob("news-00000-of-*"))
    run([lines], tmp_path / "news.jsonl.zst", job, max_size=SIZE)
    assert tree(tmp_path) == tree(undisturbed)


@pytest.mark.parametrize("more", [(), ("--workers", "2")])
def test_ctrl_c_says_so_and_stops(tmp_path: Path, lines: Path, more):
    many = tmp_path / "many.jsonl.gz"
    many.write_bytes(lines.read_bytes() * 50)
    process = started(many, tmp_path / "a.jsonl", *more, start_new_session=True)
    until_finished(tmp_path / ".a.jsonl-unfinished", 1)
    os.killpg(process.pid, signal.SIGINT)
    start = time.monotonic()
    _, said = process.communicate(timeout=30)
    # Two seconds is what is promised; a machine with other work is slower.
    assert time.monotonic() - start < 10
    assert process.returncode == 2
    assert said.strip() == "stopped: the same command goes on from what is finished"


def test_a_full_disk_is_an_error_with_the_path(tmp_path: Path, lines: Path):
    code = (  # CRFsuite writes a temporary file of its own to load a model
        "import resource, signal; from pathlib import Path; from hedgerow.cli import main; "
        "from hedgerow.predict.shard import Job; from hedgerow.predict.texts import Columns; "
        f"Job.of(Path({str(model())!r}), Columns()); "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)); main()"
    )
    command = [sys.executable, "-c", code, "predict", str(lines), "--model", str(model())]
    run = subprocess.run(
        [*command, "--out", str(tmp_path / "a.jsonl")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert run.stderr.startswith("error: [Errno 27] File too large: ")
    assert str(tmp_path / ".a.jsonl-unfinished") in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("a*"))
