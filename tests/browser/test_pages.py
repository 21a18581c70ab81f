"""The pages as files: what they say, that it is all text, that links lead somewhere, how big."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given

from browser import screenshots, small
from conftest import ROOT
from documents import documents
from hedgerow.browse import decisions
from hedgerow.browse.compare import differences
from hedgerow.browse.concordance import UNDECIDED, CueStrings, lines
from hedgerow.browse.guidelines import html
from hedgerow.browse.marks import Drawn, marks, ranks, render, tag
from hedgerow.browse.parts import ROOM, part_at, parts
from hedgerow.browse.shade import shades
from hedgerow.browse.shards import LIMIT, Shards, bucket
from hedgerow.browse.site import SiteError, write_site
from hedgerow.browse.terms import QUOTATION
from hedgerow.browse.visible import visible
from hedgerow.cli import cli
from hedgerow.document import Document
from hedgerow.index import Index, inside
from hedgerow.pipeline import read

MOST = 300_000  # bytes of a page
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Page(HTMLParser):
    """Tags, ids, links and text of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags, self.ids, self.links, self.texts = [], [], [], []
        self.open: list[str] = []
        self.raw = path.read_text(encoding="utf-8")
        self.feed(self.raw)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        for key, value in attrs:
            if key == "id":
                self.ids.append(value)
            if key in ("href", "src"):
                self.links.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {str(p.relative_to(site)): Page(p) for p in site.rglob("*.html")}


def test_every_tag_is_closed_and_ids_are_unique(pages):
    for name, page in pages.items():
        assert page.open == [], name
        assert len(page.ids) == len(set(page.ids)), name


def test_every_link_leads_somewhere(site, pages):
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme == "data":
                continue
            assert (parts.scheme, parts.netloc) == ("", ""), (name, link)
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            assert target.is_file(), (name, link)
            if parts.fragment and target.suffix == ".html" and target.name != "concordance.html":
                there = pages[str(target.resolve().relative_to(site.resolve()))]
                assert unquote(parts.fragment) in there.ids, (name, link)


def test_every_page_has_the_policy_and_nothing_that_breaks_it(pages):
    for name, page in pages.items():
        policies = [a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a]
        assert len(policies) == 1 and policies[0].startswith("default-src 'none'"), name
        assert "unsafe" not in policies[0]
        for tag_name, attributes in page.tags:
            assert tag_name not in ("style", "iframe", "object", "base"), name
            assert not [key for key in attributes if key == "style" or key.startswith("on")], name
            assert tag_name != "script" or "src" in attributes, name


def test_no_script_picture_or_style_names_another_machine(site):
    for path in site.rglob("*"):
        if path.suffix in (".js", ".css", ".svg"):
            text = path.read_text(encoding="utf-8")
            found = [u for u in re.findall(r"https?://[^\s\"')]+", text) if "www.w3.org" not in u]
            assert found == [] or path.parent.name == "data", path


def test_pages_are_small_enough(pages):
    assert max(len(page.raw.encode()) for page in pages.values()) < MOST


def test_a_page_shows_the_text_and_every_record(site, pages):
    document = read(ROOT / "annotations" / "test" / f"{small.OWN[0]}.json")
    page = pages[f"documents/{document.id}.html"]
    flat = " ".join("".join(page.texts).split())
    for sentence in document.sentences:
        assert sentence.id in page.ids
        assert document.text[sentence.start : sentence.end].split()[-1] in flat
    for record in (*document.cues, *document.stances, *document.rejected):
        assert {record.id, f"r-{record.id}"} <= set(page.ids)
    assert {relation.id for relation in document.relations} <= set(page.ids)


def test_hostile_text_is_text(pages):
    page = pages["documents/hostile.html"]
    text = " ".join("".join(page.texts).split())
    assert "<script>document.title = 'hacked'</script>" in text
    assert "<img src=x onerror=alert(1)>" in text
    assert "⟨U+202E⟩dlrow⟨U+202C⟩⟨U+0007⟩" in text
    assert "</textarea><style>body{display:none}</style>" in text
    assert "\u202e" not in page.raw and "\u0007" not in page.raw
    scripts = [a["src"] for t, a in page.tags if t == "script"]
    assert scripts == ["../assets/site.js", "../assets/document.js"]


def test_hostile_text_is_data(site):
    for path in (site / "data").glob("*.js"):
        raw = path.read_text(encoding="utf-8")
        assert not re.search("[\u202a-\u202e\x00-\x08\u2028\u2029]", raw)
        for line in raw.splitlines():
            json.loads("[" + re.fullmatch(r"hedgerow\.add\((.*)\);", line)[1] + "]")


@given(documents())
def test_marks_never_change_the_text(document):
    index = Index(document)
    drawn = Drawn(marks(index))
    for sentence in document.sentences:
        found = Fragment(render(document.text, sentence.start, sentence.end, drawn))
        assert found.open == []
        assert found.text == visible(document.text[sentence.start : sentence.end])
        spans = [*document.cues, *document.stances, *document.mentions, *document.rejected]
        assert found.records == {span.id for span in spans if inside(span, sentence)}


class Fragment(HTMLParser):
    def __init__(self, raw: str) -> None:
        super().__init__()
        self.open, self.text, self.records = [], "", set()
        self.feed(raw)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.records |= {value for key, value in attrs if key == "data-r"}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_a_wider_scope_has_a_lower_line():
    document = read(ROOT / "annotations" / "test" / f"{small.OWN[0]}.json")
    rank = ranks(document)
    for a in document.cues:
        for b in document.cues:
            if a.id != b.id and a.scope.start < b.scope.end and b.scope.start < a.scope.end:
                assert rank[a.id] != rank[b.id]
                if b.scope.end - b.scope.start < a.scope.end - a.scope.start:
                    assert rank[a.id] > rank[b.id]


def test_tags_are_short_and_carry_the_sign(example):
    document = Document.from_dict(example)
    cue = document.cues[0]
    cue.label, cue.certainty, cue.polarity, cue.negated = "epistemic", "probable", "negative", True
    assert tag(cue) == "epis prob dist − ¬"


def sentence_with(example: dict, *cues: dict) -> Index:
    """Ten letters, a cue at each given scope."""
    records = []
    for number, cue in enumerate(cues):
        start, end = cue.pop("scope")
        records.append({
            **example["cues"][0], "id": f"c{number:02d}", "start": start, "end": start + 1,
            "text": "x", "scope": {"start": start, "end": end, "text": "x" * (end - start)},
            "holder": "author", "polarity": None, "reporting": None, "negated": False, **cue,
        })  # fmt: skip
    value = {
        **example, "text": "x" * 10, "cues": records, "stances": [], "mentions": [],
        "relations": [], "rejected": [],
        "sentences": [{"id": "s01", "start": 0, "end": 10, "uncertain": None}],
    }  # fmt: skip
    return Index(Document.from_dict(value))


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        ([], "CT"),
        ([{"label": "epistemic", "certainty": "possible", "scope": (0, 4)}], "CT"),
        ([{"label": "epistemic", "certainty": "possible", "scope": (0, 5)}], "PS"),
        ([{"label": "epistemic", "certainty": "probable", "scope": (0, 9)}], "PR"),
        ([{"label": "approximator", "certainty": None, "scope": (0, 9)}], "CT"),
        (
            [
                {"label": "condition", "certainty": None, "scope": (0, 9)},
                {"label": "epistemic", "certainty": "probable", "scope": (2, 9)},
            ],
            "Uu",
        ),
    ],
)
def test_the_shade_of_a_sentence(example, cues, expected):
    index = sentence_with(example, *(dict(cue) for cue in cues))
    assert shades(index) == {"s01": expected}


def test_long_documents_are_cut_into_parts_that_are_small_enough(example, tmp_path):
    long = _long(example)
    cut = parts(Index(long))
    assert len(cut) > 2
    assert sum(len(part.entries) for part in cut) == len(long.cues)
    assert [part_at(cut, part.start) for part in cut] == [part.number for part in cut]
    for part in cut:
        size = sum(len(piece.html) for paragraph in part.paragraphs for piece in paragraph)
        assert size < ROOM
    root = tmp_path / "long"
    (root / "annotations" / "train").mkdir(parents=True)
    path = root / "annotations" / "train" / "long.json"
    path.write_text(long.to_json(), encoding="utf-8")
    write_site(root, tmp_path / "site")
    pages = list((tmp_path / "site" / "documents").glob("*.html"))
    assert len(pages) == len(cut)
    assert max(page.stat().st_size for page in pages) < MOST


def _long(example: dict, count: int = 300) -> Document:
    """Many sentences with two cues in each, and then one that is very long."""
    words = "The road may close, and perhaps it will open again soon. "
    text = words * count + "x " * 100_000
    cues, sentences = [], []
    for number in range(count):
        at = number * len(words)
        sentences.append({"id": f"s{number + 1:02d}", "start": at, "end": at + len(words) - 1})
        for word in ("may", "perhaps"):
            start = at + words.index(word)
            scope = {"start": at, "end": at + 55, "text": words[:55]}
            cues.append({
                **example["cues"][0], "id": f"c{len(cues) + 1:02d}", "label": "epistemic",
                "start": start, "end": start + len(word), "text": word, "scope": scope,
                "holder": "author", "certainty": "possible", "polarity": "positive",
                "reporting": None, "negated": False,
            })  # fmt: skip
    at = count * len(words)
    sentences.append({"id": f"s{count + 1}", "start": at, "end": len(text) - 1})
    return Document.from_dict({
        **example, "id": "long", "text": text, "cues": cues, "stances": [], "mentions": [],
        "relations": [], "rejected": [],
        "sentences": [{**sentence, "uncertain": None} for sentence in sentences],
    })  # fmt: skip


def test_shards_grow_by_parts_and_can_be_found_again(tmp_path, monkeypatch):
    monkeypatch.setattr("hedgerow.browse.shards.BUDGET", 10_000)
    shards = Shards(tmp_path, "lines", 3, directory=True)
    keys = [f"key {n % 7}" for n in range(20_000)]
    for n, key in enumerate(keys):
        shards.add(key, [n, "x" * 40])
    shards.flush()
    found = {}
    for path in sorted(tmp_path.glob("*.js"), key=lambda p: int(p.stem.split("-")[2])):
        assert path.stat().st_size <= LIMIT
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, key, value = json.loads("[" + line[len("hedgerow.add(") : -2] + "]")
            assert kind == "lines" and f"-{bucket(key, 3)}-" in path.name
            found.setdefault(key, []).append(value[0])
    assert found == {f"key {k}": list(range(k, 20_000, 7)) for k in range(7)}
    for key, files in shards.places.items():
        assert sum(files.values()) == len(found[key])
    assert sum(shards.parts()) == len(list(tmp_path.glob("*.js")))


def test_the_concordance_has_every_cue_and_every_trigger():
    document = read(ROOT / "annotations" / "test" / f"{small.OWN[0]}.json")
    index = Index(document)
    found = list(lines(index, CueStrings([cue.text for cue in document.cues])))
    exact = {(line.start, line.words) for line in found}
    assert exact >= {(cue.start, cue.text) for cue in document.cues}
    assert exact >= {(r.start, r.text) for r in document.rejected}
    assert exact >= {(o.start, document.text[o.start : o.end]) for o in index.occurrences}
    by_word = {line.words: line for line in found}
    assert by_word["Despite"].outcome == "contrast" and by_word["Despite"].layer == "rejected"
    assert by_word["unlikely"].value == "probable"
    assert by_word["“bad peace”"].term == QUOTATION
    for line in found:
        assert document.text[line.start :].startswith(line.words)


def test_a_cue_that_is_nowhere_decided_is_in_the_concordance(example):
    index = sentence_with(example)
    index.document.text = "odds are x"
    found = list(lines(index, CueStrings(["odds are", "odds"])))
    assert [(line.words, line.outcome, line.right) for line in found] == [
        ("odds are", UNDECIDED, " x")
    ]


def _passes() -> tuple[Index, Index]:
    return tuple(
        Index(read(ROOT / "annotations" / "passes" / name / f"{small.OWN[0]}.json"))
        for name in ("a1", "a2")
    )


def test_a_pass_has_no_difference_from_itself():
    first, _ = _passes()
    assert differences(first, first) == []


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda d: d.cues.pop(3), ("missing",)),
        (lambda d: setattr(d.cues[3], "label", "booster"), ("label",)),
        (lambda d: setattr(d.cues[3], "confidence", "low"), ("value",)),
        (lambda d: setattr(d.cues[3], "note", "another"), ("note",)),
        (lambda d: setattr(d.cues[3].scope, "start", d.cues[3].scope.start + 1), ("scope",)),
        (lambda d: setattr(d.cues[3], "holder", "implicit"), ("holder",)),
        (lambda d: setattr(d.stances[0], "target", d.mentions[-1].id), ("target",)),
        (lambda d: setattr(d.cues[3], "start", d.cues[3].start + 1), ("span",)),
        (lambda d: setattr(d.rejected[0], "reason", "other"), ("label",)),
        (lambda d: d.relations.pop(0), ("missing",)),
    ],
)
def test_each_change_is_one_difference_of_its_kind(change, kinds):
    first, _ = _passes()
    changed = Document.from_dict(first.document.to_dict())
    change(changed)
    found = differences(first, Index(changed))
    assert [difference.kinds for difference in found] == [kinds]
    back = differences(Index(changed), first)
    assert [(d.second, d.first) for d in back] == [(d.first, d.second) for d in found]


def test_a_word_annotated_by_one_and_rejected_by_the_other_is_one_difference():
    first, _ = _passes()
    value = first.document.to_dict()
    word = value["rejected"].pop(0)
    cue = {**value["cues"][0], **{k: word[k] for k in ("start", "end", "text")}, "id": "c99"}
    value["cues"].append({**cue, "scope": {k: word[k] for k in ("start", "end", "text")}})
    (found,) = differences(first, Index(Document.from_dict(value)))
    assert found.kinds == ("missing",)
    assert (found.first.id, found.second.id) == (word["id"], "c99")


def test_every_decision_of_the_corpus_is_shown(pages):
    folder = ROOT / "annotations" / "adjudication"
    told = 0
    for name in small.OWN:
        flat = " ".join("".join(pages[f"passes/a1-a2/{name}.html"].texts).split())
        for decision in decisions.read(folder, name):
            told += 1
            assert " ".join(decision.reason.split()) in flat, decision
    assert told > 50


def test_a_decision_is_taken_apart():
    (made,) = (d for d in decisions.read(ROOT / "annotations/adjudication", small.OWN[0])
               if d.words == "[would]1" and d.sentence == "s13")  # fmt: skip
    assert (made.outcome, made.reason) == ("a2", "the condition must be supplied")
    first, _ = _passes()
    (place,) = made.ranges(first)
    assert first.document.text[slice(*place)] == "would"


def test_guidelines_show_examples_and_no_foreign_html():
    body, contents = html("# Title\n\n<b>bold</b>\n\n<script>x</script>\n\n<!-- away -->\n")
    assert "<b>" not in body and "<script>" not in body and "away" not in body
    assert contents == [(1, "title", "Title")]
    text = (ROOT / "annotations" / "GUIDELINES.md").read_text(encoding="utf-8")
    body, contents = html(text)
    assert body.count('class="example"') == text.count("```notation")
    assert {"epistemic", "volition"} <= {name for _, name, _ in contents}


def test_an_earlier_site_is_replaced_and_nothing_else(tmp_path, corpus):
    out = tmp_path / "site"
    write_site(corpus, out)
    (out / "left.html").write_text("x")
    write_site(corpus, out)
    assert not (out / "left.html").exists()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("x")
    with pytest.raises(SiteError, match="name another folder"):
        write_site(corpus, tmp_path / "other")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_the_command(tmp_path, corpus):
    broken = corpus / "annotations" / "train" / "broken.json"
    broken.write_text("{")
    out = tmp_path / "site"
    run = CliRunner().invoke(cli, ["browse", str(corpus), "--out", str(out)], standalone_mode=False)
    assert run.return_value == 1
    assert "1 document, " in run.output
    assert "broken.json" in run.output
    assert (out / "documents" / "example.html").is_file()
    empty = tmp_path / "empty"
    empty.mkdir()
    refused = CliRunner().invoke(cli, ["browse", str(empty), "--out", str(out)])
    assert refused.exit_code == 2 and "no document" in refused.output


@pytest.mark.parametrize("name", screenshots.PICTURES)
def test_the_pictures_of_the_readme_are_not_stale(name):
    raw = (screenshots.FOLDER / name).read_bytes()
    assert f"tests/browser/screenshots/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(raw) < 200_000
    found = f"{screenshots.KEY}\0{screenshots.made_from()}".encode()
    assert found in raw, "stale: run python tests/browser/screenshots.py"


def _copy(root: Path, *names: str) -> Path:
    """A corpus of files of our own annotations, named below `annotations`."""
    for name in names:
        path = root / "annotations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / "annotations" / name).read_bytes())
    return root


def test_passes_can_be_compared_before_anybody_has_decided(tmp_path):
    name = small.OWN[0]
    root = _copy(tmp_path / "c", f"passes/a1/{name}.json", f"passes/a2/{name}.json")
    site = write_site(root, tmp_path / "site")
    assert (site.documents, site.broken) == (0, {})
    page = Page(tmp_path / "site" / "passes" / "a1-a2" / f"{name}.html")
    assert "nobody has decided" in "".join(page.texts)
    assert page.tags.count(("div", {"class": "decision"})) > 0
    assert (tmp_path / "site" / "index.html").is_file()
    assert "not yet" in (tmp_path / "site" / "passes.html").read_text(encoding="utf-8")


def test_passes_that_cannot_be_compared_say_why(tmp_path):
    names = small.OWN[:2]
    files = [f"passes/{who}/{name}.json" for who in ("a1", "a2") for name in names]
    root = _copy(tmp_path / "c", *files, f"test/{names[0]}.json")
    other = root / "annotations" / "passes" / "a2" / f"{names[0]}.json"
    other.write_text(other.read_text(encoding="utf-8").replace("Despite", "despite"), "utf-8")
    broken = root / "annotations" / "passes" / "a1" / f"{names[1]}.json"
    broken.write_text("{")
    site = write_site(root, tmp_path / "site")
    assert list(site.broken) == [broken]
    folder = tmp_path / "site" / "passes" / "a1-a2"
    assert "texts differ" in (folder / f"{names[0]}.html").read_text(encoding="utf-8")
    assert "one of them is broken" in (folder / f"{names[1]}.html").read_text(encoding="utf-8")


def test_offsets_that_do_not_fit_and_ids_given_twice_are_left_out(tmp_path, corpus):
    example = corpus / "annotations" / "train" / "example.json"
    value = json.loads(example.read_text(encoding="utf-8"))
    second = corpus / "annotations" / "test" / "example.json"
    second.parent.mkdir()
    second.write_text(json.dumps(value), encoding="utf-8")
    value["cues"][0]["start"] += 1
    shifted = corpus / "annotations" / "test" / "shifted.json"
    shifted.write_text(json.dumps(value), encoding="utf-8")
    seen = []
    site = write_site(corpus, tmp_path / "site", seen.append)
    assert site.documents == 1
    assert set(site.broken) == {second, shifted}
    assert [checked.path for checked in seen] == [shifted]


def test_a_document_names_its_errors(tmp_path, corpus):
    path = corpus / "annotations" / "train" / "example.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["cues"][1]["holder"] = "m77"
    path.write_text(json.dumps(value), encoding="utf-8")
    write_site(corpus, tmp_path / "site")
    page = Page(tmp_path / "site" / "documents" / "example.html")
    assert "../codes.html#L002" in page.links
    assert f"#{value['cues'][1]['id']}" in page.links


def test_figures_are_drawn_from_the_numbers_in_their_tables(site, pages):
    page = pages["figures.html"]
    pictures = [a for t, a in page.tags if t == "img"]
    assert len(pictures) == page.tags.count(("figcaption", {})) >= 8
    for picture in pictures:
        assert len(picture["alt"]) > 40
        drawn = (site / picture["src"]).read_text(encoding="utf-8")
        assert drawn.startswith("<svg") and "prefers-color-scheme: dark" in drawn
        assert "var(--ink)" in drawn and "#000000" not in drawn
        assert len(drawn) < 100_000
    text = "".join(page.texts)
    assert "Left out: the author" in text
    cues = [read(p).cues for p in (small_documents())]
    total = sum(cue.label == "condition" for found in cues for cue in found)
    row = re.search(r"<th scope=\"row\">condition</th>((?:<td class=\"n\">\d+</td>)+)", page.raw)
    assert sum(map(int, re.findall(r"\d+", row[1].replace('class="n"', "")))) == total


def small_documents() -> list[Path]:
    return [p for name in small.OWN for p in ROOT.glob(f"annotations/*/{name}.json")]


def test_records_lead_to_terms_that_the_concordance_has(site, pages):
    line = (site / "data" / "terms-0.js").read_text(encoding="utf-8")
    terms = {row[0] for row in json.loads(line[len('hedgerow.add("terms","",') : -3])}
    linked = {
        unquote(link.partition("#")[2])
        for page in pages.values()
        for link in page.links
        if "concordance.html#" in link
    }
    assert len(linked) > 60
    assert linked <= terms


def test_long_passes_are_cut_into_pages_that_are_small_enough(example, tmp_path):
    long = _long(example, 120)
    for name in ("a1", "a2"):
        path = tmp_path / "c" / "annotations" / "passes" / name / "long.json"
        path.parent.mkdir(parents=True)
        path.write_text(long.to_json(), encoding="utf-8")
        for cue in long.cues:
            cue.confidence, cue.note = "low", "not so sure " * 8
    write_site(tmp_path / "c", tmp_path / "site")
    written = sorted((tmp_path / "site" / "passes" / "a1-a2").glob("*.html"))
    assert len(written) > 2
    assert max(page.stat().st_size for page in written) < MOST
    numbers = [n for p in written for n in re.findall(r'id="d(\d+)"', p.read_text("utf-8"))]
    assert sorted(map(int, numbers)) == list(range(1, len(long.cues) + 1))
