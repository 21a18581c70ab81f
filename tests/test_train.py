"""hedgerow train, from an export to a folder that says what it is."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from conftest import ROOT, make_corpus
from hedgerow.cli.train import command
from hedgerow.export.writer import export
from hedgerow.models import TASKS, Selection, bundle, data, folder
from trained import exported, model


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


def test_one_task(tmp_path: Path, monkeypatch):
    out = tmp_path / "model"
    result = run("polarity", "--data", exported(), "--out", out)
    assert "polarity  accuracy" in result.stdout
    loaded = folder.load(out, "polarity")
    assert loaded.family == "crf"
    card = (out / "README.md").read_text(encoding="utf-8")
    assert f"{loaded.scores['test']['accuracy']:.3f}" in card
    assert "written by a language model" in card
    assert loaded.fingerprint[:16] in card
    code = card.split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "export").symlink_to(exported())
    exec(code, {})
    assert (out / "learning-curve.svg").read_text(encoding="utf-8").count("<svg") == 1


def test_a_converted_corpus_beside_ours(tmp_path: Path, example: dict):
    example["annotation"] |= {"origin": "converted", "layers": ["stances"]}
    example |= {"cues": [], "relations": [], "rejected": [], "mentions": [], "stances": []}
    make_corpus(tmp_path / "other", json.dumps(example))
    out = tmp_path / "both"
    export([ROOT, tmp_path / "other"], out)
    tags = {name: data.load(TASKS[name], [out]).split("train") for name in ("cues", "stance")}
    assert {e.corpus for e in tags["cues"]} == {ROOT.name}  # nobody looked for cues in the other
    assert {e.corpus for e in tags["stance"]} == {ROOT.name, "other"}
    chosen = Selection(corpora=frozenset({"other"}))
    found = data.load(TASKS["stance"], [out], chosen)
    assert {e.origin for e in found.split("train")} == {"converted"}


def test_a_bundle(tmp_path: Path):
    out = tmp_path / "model"
    run("document", "--model", "majority", "--data", exported(), "--out", out, "--no-curve")
    assert list(bundle.load(out)) == list(bundle.PARTS)
    assert not (out / "learning-curve.svg").exists()
    (out / "scope" / "model.json").unlink()
    try:
        bundle.load(out)
    except folder.ModelError as error:
        assert "scope" in str(error)
    else:
        raise AssertionError("a bundle without a part was loaded")


def test_what_cannot_be_trained(tmp_path: Path):
    out = tmp_path / "model"
    assert (
        "cannot learn polarity"
        in run("polarity", "--model", "trigger-list", "--data", exported(), "--out", out).output
    )
    assert (
        "no row has the genre sonnet: there are economic-outlook, "
        in run("cues", "--genre", "sonnet", "--data", exported(), "--out", out).output
    )
    assert "is no export" in run("cues", "--data", tmp_path, "--out", out).output
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a").write_text("a", encoding="utf-8")
    taken = run("cues", "--data", exported(), "--out", tmp_path / "letters").output
    assert "is no model" in taken
    whole = run("document", "--model", "trigger-list", "--data", exported(), "--out", out)
    assert "these can: majority, linear, crf" in whole.output
    other = run("cues", "--data", exported(), "--out", model())
    assert "holds a model for document, not for cues" in other.output
    assert (model() / "stance").is_dir()
