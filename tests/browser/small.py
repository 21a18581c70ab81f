"""A small corpus to browse: three of our own documents with their passes, and a hostile one."""

import json
import shutil
from pathlib import Path

from conftest import ROOT

OWN = ("putin-peace-talks-2022", "suez-crisis-1956", "colombia-no-2016")
HOSTILE = (
    "He said \"<script>document.title = 'hacked'</script>\" might run. "
    "<img src=x onerror=alert(1)> & \u202edlrow\u202c\u0007 could be \u05e9\u05dc\u05d5\u05dd. "
    "</textarea><style>body{display:none}</style> may end."
)


def corpus(root: Path) -> Path:
    """Write the corpus; its root."""
    for name in OWN:
        found = next(ROOT.glob(f"annotations/t*/{name}.json"), None) or next(
            ROOT.glob(f"annotations/validation/{name}.json")
        )
        for path in (
            found,
            ROOT / "seeds" / f"{name}.txt",
            ROOT / "annotations" / "adjudication" / f"{name}.md",
            *(ROOT / "annotations" / "passes").glob(f"*/{name}.json"),
        ):
            copy = root / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    path = root / "annotations" / "train" / "hostile.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(hostile(), ensure_ascii=False, indent=2), encoding="utf-8")
    return root


def hostile() -> dict:
    """A document whose every free text tries to be more than text."""
    value = json.loads((ROOT / "schema" / "example.json").read_text(encoding="utf-8"))
    evil = "\"><script src='//evil.example/x.js'></script>"
    at = 0
    sentences = []
    for number, part in enumerate(HOSTILE.split(". "), 1):
        end = at + len(part) + (at + len(part) < len(HOSTILE))
        sentences.append({"id": f"s{number:02d}", "start": at, "end": end, "uncertain": None})
        at = end + 1
    cues = []
    for number, word in enumerate(("might", "could", "may"), 1):
        start = HOSTILE.index(f" {word} ") + 1
        home = next(s for s in sentences if s["start"] <= start < s["end"])
        span = {"start": home["start"], "end": home["end"]}
        scope = {**span, "text": HOSTILE[span["start"] : span["end"]]}
        cues.append({
            **value["cues"][0], "id": f"c{number:02d}", "label": "epistemic", "start": start,
            "end": start + len(word), "text": word, "scope": scope, "holder": "author",
            "certainty": "possible", "polarity": "positive", "reporting": None, "negated": False,
            "confidence": "high", "note": evil,
        })  # fmt: skip
    source = {**value["source"], "topic": evil, "provenance": evil, "licence": evil}
    return {
        **value, "id": "hostile", "text": HOSTILE, "source": source, "sentences": sentences,
        "annotation": {**value["annotation"], "status": "draft"},
        "cues": cues, "stances": [], "mentions": [], "relations": [], "rejected": [],
    }  # fmt: skip
