"""Documents and exports in stores: the rows and bytes of a local run."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import generate

from hedgerow import stores, streams
from hedgerow.cli.convert import command as converting
from hedgerow.cli.export import command
from hedgerow.cli.validate import command as validating
from hedgerow.corpus import MANIFEST, STREAMS
from hedgerow.export.engines import here
from hedgerow.export.writer import ExportError, export
from hedgerow.pipeline import validate
from hedgerow.predict.corpus import OutputError
from hedgerow.predict.run import run
from hedgerow.predict.shard import Job
from hedgerow.predict.texts import Columns
from test_convert import BOTH
from test_export import tree
from test_predict import run as invoked
from test_streams import packed, table
from trained import model

COUNT, SIZE = 30, 100_000


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    values = [generate.document(number) for number in range(COUNT)]
    data = [json.dumps(value).encode() + b"\n" for value in values]
    packed(folder / "train.jsonl.gz", b"".join(data[:12]))
    packed(folder / "test.jsonl", b"".join(data[12:20]))
    table(folder / "validation.parquet", values[20:])
    return folder


@pytest.fixture(scope="module")
def local(lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("local") / "export"
    assert export(lines, out, max_size=SIZE).documents == COUNT
    return out


@pytest.fixture(params=["memory", "file"])
def store(request, lines: Path, tmp_path: Path) -> Path:
    """A folder in a store with the files of lines in ``news``."""
    base = Path(f"{request.param}://{tmp_path}/store")
    for path in lines.iterdir():
        stores.put(path, base / "news" / path.name)
    (tmp_path / "hidden").write_bytes(b"no document")
    stores.put(tmp_path / "hidden", base / "news" / ".hidden.jsonl")
    yield base
    stores.remove(base)


@contextmanager
def manifests_fail(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    put = stores.put

    def failing(path: Path, to: Path) -> None:
        if to.name == MANIFEST:
            raise OSError(5, "gone", stores.url(to))
        put(path, to)

    with monkeypatch.context() as patch, pytest.raises(OSError, match="gone"):
        patch.setattr(stores, "put", failing)
        yield


def fetched(folder: Path, to: Path) -> Path:
    for name in stores.names(folder):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        stores.get(folder / name, to / name)
    return to


def test_a_path_is_written_as_its_url():
    for url in ("s3://bucket/a/b.jsonl", "memory://a/b", "file:///tmp/a"):
        path = Path(url)
        assert stores.in_store(path)
        assert stores.url(path) == url
        assert stores.url(path / "c") == f"{url}/c"
    for plain in ("a/b", "/tmp/a", "C:/a", "a:b"):
        assert not stores.in_store(Path(plain))
        assert stores.url(Path(plain)) == plain


def test_documents_in_a_store_are_read_like_files(store: Path, lines: Path):
    there = [(p.relative_to(store / "news"), r) for p, r in streams.documents([store / "news"])]
    here = [(p.relative_to(lines), r) for p, r in streams.documents([lines])]
    assert there == here
    path = store / "news" / "train.jsonl.gz" / "3"
    assert streams.again(path).data == streams.again(lines / "train.jsonl.gz" / "3").data
    assert validate([store / "news" / "test.jsonl"]) == []
    ((_, missing),) = streams.documents([store / "none.jsonl"])
    assert [problem.code for problem in missing.problems] == ["P001"]


def test_a_problem_has_file_and_line(store: Path, tmp_path: Path):
    packed(tmp_path / "a.jsonl", b"{}\n[\n")
    stores.put(tmp_path / "a.jsonl", store / "a.jsonl")
    places = {(p.code, p.path, p.line) for p in validate([store / "a.jsonl"])}
    assert places == {("S001", str(store / "a.jsonl"), 1), ("P005", str(store / "a.jsonl"), 2)}


def test_few_files_stay_on_the_disk(store: Path, tmp_path: Path):
    for number in range(2 * stores.KEPT):
        (tmp_path / "a").write_text(str(number), encoding="utf-8")
        stores.put(tmp_path / "a", store / f"{number}.txt")
        found = stores.fetched(str(store / f"{number}.txt"))
        assert Path(found).read_text(encoding="utf-8") == str(number)
    assert len(list(Path(found).parent.iterdir())) <= stores.KEPT


def test_an_export_from_and_to_a_store(store: Path, local: Path, tmp_path: Path):
    result = export(store / "news", store / "export", max_size=SIZE)
    assert (result.documents, result.problems) == (COUNT, [])
    assert tree(fetched(store / "export", tmp_path / "back")) == tree(local)
    assert stores.names(store / ".export-unfinished") == []
    with pytest.raises(ExportError, match=r"export holds something; name another folder"):
        export(store / "news", store / "export", max_size=SIZE)
    export(store / "export", tmp_path / "again", max_size=SIZE)
    assert len(list((tmp_path / "again" / "documents").iterdir())) >= 3


def test_a_stopped_export_goes_on_and_damage_is_mended(store: Path, local: Path, tmp_path: Path):
    def stopping(work, shards):
        for number, shard in enumerate(shards):
            if number == 3:
                raise KeyboardInterrupt
            yield work(shard)

    with pytest.raises(KeyboardInterrupt):
        export(store / "news", store / "export", max_size=SIZE, engine=stopping)
    assert not stores.names(store / "export")
    work = store / ".export-unfinished"
    finished = [name for name in stores.names(work) if name.endswith(".done")]
    assert len(finished) == 3
    (tmp_path / "damaged").write_bytes(b"damaged")
    stores.put(tmp_path / "damaged", work / "cues" / finished[0].replace(".done", ".parquet"))
    made = []

    def counting(work, shards):
        make = partial(counted, make=work.keywords["make"])
        return here(partial(work.func, **{**work.keywords, "make": make}), shards)

    def counted(shard, folder, make):
        made.append(f"{shard.name}.done")
        return make(shard, folder)

    export(store / "news", store / "export", max_size=SIZE, engine=counting)
    assert [name for name in made if name in finished] == [finished[0]]
    assert tree(fetched(store / "export", tmp_path / "back")) == tree(local)


def test_an_export_without_its_manifest_is_finished_by_the_next(
    store: Path, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with manifests_fail(monkeypatch):
        export(store / "news", store / "export", max_size=SIZE)
    there = {name.rsplit("/")[-1] for name in stores.names(store / "export")}
    assert "README.md" in there
    assert MANIFEST not in there
    with pytest.raises(ExportError, match=r"of another run: remove it"):
        export(store / "news", store / "export", max_size=2 * SIZE)
    export(store / "news", store / "export", max_size=SIZE)
    assert tree(fetched(store / "export", tmp_path / "back")) == tree(local)


def test_texts_in_a_store_are_annotated(store: Path, tmp_path: Path):
    packed(tmp_path / "a.jsonl.zst", b'{"id": "a", "text": "It may."}\n')
    stores.put(tmp_path / "a.jsonl.zst", store / "texts" / "a.jsonl.zst")
    (tmp_path / "b.txt").write_text("\ufeffIt might.", encoding="utf-8")
    stores.put(tmp_path / "b.txt", store / "texts" / "b.txt")
    result = run([store / "texts"], tmp_path / "out", Job.of(model(), Columns()))
    assert (result.documents, result.marked) == (2, 1)
    assert validate(tmp_path / "out") == []


def test_predictions_go_to_a_store(lines: Path, store: Path, tmp_path: Path, monkeypatch):
    job, out = Job.of(model(), Columns()), store / "predicted" / "news.jsonl.zst"
    run([lines], tmp_path / "predicted" / "news.jsonl.zst", job, max_size=SIZE)
    copy = stores.copy

    def failing(old: Path, new: Path) -> None:
        if new.name.startswith("news-00001"):
            raise KeyboardInterrupt
        copy(old, new)

    monkeypatch.setattr(stores, "copy", failing)
    with pytest.raises(KeyboardInterrupt):
        run([store / "news"], out, job, max_size=SIZE)
    monkeypatch.undo()
    assert run([store / "news"], out, job, max_size=SIZE).documents == COUNT
    assert tree(fetched(store / "predicted", tmp_path / "back")) == tree(tmp_path / "predicted")
    with pytest.raises(OutputError, match=r"news-00000-of-\d+.jsonl.zst exists and is never"):
        run([store / "news"], out, job, max_size=SIZE)


def test_a_predicted_corpus_goes_to_a_store(lines: Path, store: Path, tmp_path: Path, monkeypatch):
    job = Job.of(model(), Columns())
    run([lines], tmp_path / "corpus", job, max_size=SIZE)
    with manifests_fail(monkeypatch):
        run([store / "news"], store / "corpus", job, max_size=SIZE)
    assert "probabilities.jsonl" in stores.names(store / "corpus")
    assert run([store / "news"], store / "corpus", job, max_size=SIZE).documents == COUNT
    assert tree(fetched(store / "corpus", tmp_path / "back")) == tree(tmp_path / "corpus")
    assert stores.names(store / ".corpus-unfinished") == []
    assert len(list(streams.documents([store / "corpus"]))) == COUNT
    problems = validate([store / "corpus"])
    assert {problem.code for problem in problems} == {"T002"}
    assert "fetch the corpus" in problems[0].suggestion
    with pytest.raises(ExportError, match=r"corpus holds something; name another folder"):
        run([store / "news"], store / "corpus", job, max_size=SIZE)


@pytest.mark.parametrize("name", BOTH)
def test_every_format_is_written_to_a_store_and_read_there(
    name: str, corpus: Path, store: Path, tmp_path: Path
):
    (tmp_path / "made").mkdir()
    for made in (tmp_path, stores.url(store)):
        run = invoked(corpus, "--to", name, "--out", f"{made}/made/out", command=converting)
        assert run.exit_code == 0
    assert tree(fetched(store / "made", tmp_path / "fetched")) == tree(tmp_path / "made")
    for made, back in ((tmp_path, "here"), (stores.url(store), "there")):
        options = ("--from", name, "--out", tmp_path / "back" / back)
        (tmp_path / "back").mkdir(exist_ok=True)
        assert invoked(f"{made}/made/out", *options, command=converting).exit_code == 0
    assert tree(tmp_path / "back" / "there") == tree(tmp_path / "back" / "here") != {}


@pytest.mark.parametrize("ending", STREAMS)
def test_lines_and_rows_are_converted_from_and_to_a_store(
    ending: str, store: Path, lines: Path, tmp_path: Path
):
    for folder, made in ((lines, tmp_path), (stores.url(store / "news"), stores.url(store))):
        options = ("--out", f"{made}/made/all{ending}", "--max-shard-size", "100KB")
        (tmp_path / "made").mkdir(exist_ok=True)
        assert invoked(folder, *options, command=converting).exit_code == 0
    assert len(tree(tmp_path / "made")) > 3
    assert tree(fetched(store / "made", tmp_path / "fetched")) == tree(tmp_path / "made")
    for made in (tmp_path, stores.url(store)):
        invoked(f"{made}/made", "--out", f"{made}/folder", command=converting)
    assert tree(fetched(store / "folder", tmp_path / "seen")) == tree(tmp_path / "folder")
    again = invoked(stores.url(store / "folder"), "--out", tmp_path / "again", command=converting)
    assert again.output.startswith(f"{COUNT} documents: ")


def test_problems_of_a_conversion_have_the_address(store: Path, corpus: Path, tmp_path: Path):
    out = store / "out"
    run = invoked(corpus, corpus, "--out", stores.url(out), command=converting)
    assert run.output.splitlines()[0] == f"{out}/example.json"
    assert "example is the id of two documents" in run.output
    again = invoked(corpus, "--out", stores.url(out), command=converting)
    assert f"{stores.url(out)} exists and is never overwritten" in again.output
    replacing = invoked(corpus, "--out", stores.url(out), "--replace", command=converting)
    assert "--replace is for a folder in annotations/ of a corpus" in replacing.output
    (tmp_path / "a.csv").write_bytes(b"text,label\n\xff,certain\n")
    stores.put(tmp_path / "a.csv", store / "sentences" / "a.csv")
    folder = stores.url(store / "sentences")
    options = ("--from", "sentences", "--out", tmp_path / "sentences")
    run = invoked(folder, *options, command=converting)
    assert run.output.splitlines()[0] == f"{store}/sentences/a.csv"
    assert "  2:0       error F001 byte 0xff is not UTF-8" in run.output


def test_the_command_takes_urls(store: Path):
    url = stores.url(store)
    result = invoked(f"{url}/news", "--out", f"{url}/export", "--config", "cues", command=command)
    assert result.output.splitlines()[-1] == f"written to {url}/export"
    result = invoked(f"{url}/none", "--out", f"{url}/other", command=command)
    assert f"Path '{url}/none' does not exist" in result.output
    assert invoked(f"{url}/news", command=validating).output == "30 files, 0 errors, 0 warnings\n"
    result = invoked("nosuch://a", "--out", f"{url}/other", command=command)
    assert "Protocol not known: nosuch" in result.output
