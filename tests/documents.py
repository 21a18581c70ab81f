"""Generated documents that `hedgerow validate` accepts, in difficult text."""

import hashlib
from itertools import count

from hypothesis import strategies as st

from hedgerow import schema
from hedgerow.checks import check_document
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.structure import check_structure
from hedgerow.tokens import tokenize

# No word of the lexical list, so that native documents have nothing to decide.
WORDS = (
    *(
        "zor",
        "Blick",
        "𝒵ola",
        "cafe\u0301s",
        "naïve",
        "😀",
        "👩🏽\u200d🚀",
        "王",
        "not",
        "x",
        "so-blue",
    ),
    *("Ada’s", "(", "—", "U.S", "a\\b", "&amp;", "<i>", "[", "_", "e\u0301\u0323", "🇫🇷", "#1", "*"),
)
GAPS = (" ", " ", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2028", "\x85", " \r\n\t")
CONTROLS = ("\x0b", "\x0c", "\x1c")
BREAKS = (" ", "\n", "\r\n", "\n\n\t", "\r\n\r\n")
WORD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
XML_WORD = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cn"), exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
)
LAYERS = ("cues", "stances", "mentions", "relations", "rejected")
AUTHORS = ("approximator", "weasel", "distancing")


@st.composite
def documents(draw, controls=True, name="generated"):
    """A document with a text of its own; without `controls`, one that XML can hold."""
    return _Maker(draw, controls).document(name)


class _Maker:
    def __init__(self, draw, controls):
        self.draw = draw
        self.gaps = (*GAPS, *CONTROLS) if controls else GAPS
        self.word = WORD if controls else XML_WORD
        self.origin = draw(st.sampled_from(["native", "converted", "predicted"]))
        self.layers = {layer: [] for layer in LAYERS}
        self.numbers = {layer: count(draw(st.integers(1, 98))) for layer in LAYERS}

    def one(self, *values):
        return self.draw(st.sampled_from(values))

    def maybe(self, strategy):
        return self.draw(st.none() | strategy)

    def document(self, name):
        self.text, sentences = self.one("", "\n", "\t"), []
        quoted = ("“", "”", "“zor", "x”") * 2
        words = (*WORDS, *quoted) if self.origin == "converted" else WORDS
        for _ in range(self.draw(st.integers(1, 3))):
            start = len(self.text)
            chosen = self.draw(st.lists(st.sampled_from(words), min_size=1, max_size=9))
            self.text += "".join(word + self.one(*self.gaps) for word in chosen).rstrip()
            sentences.append((start, len(self.text)))
            self.text += self.one(*BREAKS)
        self.text += self.one("", "\n")
        for start, end in sentences:
            self.sentence(tokenize(self.text, start, end))
        value = {
            "schema_version": schema.schema_version(),
            "id": name,
            "language": self.one("en", "und", "pt-BR"),
            "text": self.text,
            "source": {
                "path": f"seeds/{name}.txt",
                "sha256": hashlib.sha256(self.text.encode()).hexdigest(),
                "provenance": self.draw(self.word),
                "licence": "CC0-1.0",
                "genre": "opinion",
                "topic": self.draw(self.word),
                "group": "a-group",
            },
            "annotation": {
                "origin": self.origin,
                "status": self.one(*schema.names("annotation", "status")),
                "annotators": [{"id": "a1", "kind": "human"}, {"id": "a2", "kind": "model"}],
                "guidelines": self.draw(self.word),
                "scope_convention": self.one(*schema.names("annotation", "scope_convention")),
                "layers": self.annotated(),
            },
            "sentences": [
                {"id": f"s{i:02d}", "start": a, "end": b, "uncertain": self.label()}
                for i, (a, b) in enumerate(sentences, 1)
            ],
            **self.layers,
        }
        document = Document.from_dict(cleaned(value))
        if self.draw(st.booleans()):  # the order of records is free
            for layer in LAYERS:
                shuffled = self.draw(st.permutations(getattr(document, layer)))
                setattr(document, layer, shuffled)
        return document

    def annotated(self):
        """The layers that have records, or all."""
        every = self.draw(st.booleans())
        return [layer for layer in ("cues", "stances") if every or self.layers[layer]]

    def label(self):
        """A label of a whole sentence, or none."""
        return None if self.origin == "native" else self.one(None, True, False)

    def span(self, tokens, start, end):
        first, last = tokens[start][0], tokens[end - 1][1]
        return {"start": first, "end": last, "text": self.text[first:last]}

    def ranges(self, size, most):
        """Ranges of tokens."""
        edges = st.tuples(st.integers(0, size - 1), st.integers(1, size))
        edges = edges.map(lambda e: (min(e[0], e[1] - 1), max(e[0] + 1, e[1])))
        return self.draw(st.lists(edges, max_size=most, unique=True))

    def add(self, layer, letter, record):
        record = {"id": f"{letter}{next(self.numbers[layer]):02d}", **record}
        self.layers[layer].append(record)
        return record["id"]

    def sentence(self, tokens):
        size = len(tokens)
        mentions = [
            self.add("mentions", "m", {**self.span(tokens, *edges), "entity": self.draw(self.word)})
            for edges in self.ranges(size, 3)
        ]
        holders = ["author", "implicit", *mentions]
        for edges in self.ranges(size, 4):
            self.cues(tokens, edges, holders)
        for edges in self.ranges(size, 3):
            self.stance(tokens, edges, holders)
        self.conditions(tokens)
        for edges in self.ranges(size, 2):
            reason = self.one(*schema.names("rejected", "reason"))
            note = self.draw(self.word) if reason == "other" else self.maybe(self.word)
            record = {**self.span(tokens, *edges), "reason": reason, "note": note}
            self.add("rejected", "x", record)

    def cues(self, tokens, edges, holders):
        """One or two cues with one scope, or a cue without."""
        double = self.draw(st.booleans())
        labels = schema.names("cue")
        if double:
            labels = ["epistemic", "condition", "booster"]
        elif self.origin == "native":
            labels = [label for label in labels if label != "unspecified"]
        scope = self.span(tokens, *edges)
        if self.origin != "native" and self.draw(st.booleans()):
            scope = None
        positions = range(*edges)
        chosen = [self.one(*positions) for _ in range(1 + double)]
        holder = self.one(*holders)
        ids = []
        for at in sorted(set(chosen)):
            label = self.one(*labels)
            last = at + 1 if scope or self.draw(st.booleans()) else edges[1]
            attributes = self.attributes(label)
            held = {"holder": "author" if label in AUTHORS else holder}
            if label == "attribution" and holder == "author":
                held["holder"] = "implicit"
            record = {"label": label, **self.span(tokens, at, last), "scope": scope, **held}
            ids.append(self.add("cues", "c", {**record, **attributes}))
        if len(ids) == 2:
            ends = {"source": ids[0], "target": ids[1]}
            self.add("relations", "r", {"label": "concord", **ends})

    def conditions(self, tokens):
        """Links from an if-cue of the sentence to another record of it."""
        first = tokens[0][0]
        records = (*self.layers["cues"], *self.layers["stances"])
        here = [record for record in records if record["start"] >= first]
        for source in here:
            if source.get("scope") and source["label"] == "condition" and self.draw(st.booleans()):
                ends = {"source": source["id"], "target": self.one(*here)["id"]}
                self.add("relations", "r", {"label": "conditions", **ends})

    def attributes(self, label):
        certainty = self.one(*schema.names("cue", "certainty")) if label == "epistemic" else None
        directed = label == "attribution" or certainty in ("possible", "probable")
        return {
            "certainty": certainty,
            "polarity": self.one("positive", "negative") if directed else None,
            "reporting": (
                self.one(*schema.names("cue", "reporting")) if label == "attribution" else None
            ),
            "negated": self.draw(st.booleans()),
            "confidence": self.one("high", "medium", "low"),
            "note": self.maybe(self.word),
        }

    def stance(self, tokens, edges, holders):
        holder, target = self.one(*holders), self.one("implicit", *holders[2:])
        record = {
            "label": self.one(*schema.names("stance")),
            **self.span(tokens, *edges),
            "holder": holder,
            "target": target,
            "topic": self.draw(self.word) if target == "implicit" else None,
            "polarity": self.one(*schema.names("stance", "polarity")),
            "intensity": self.one(*schema.names("stance", "intensity")),
            "explicit": self.draw(st.booleans()),
            "mode": "own" if holder == "author" else self.one("reported", "quoted"),
            "negated": self.draw(st.booleans()),
            "confidence": self.one("high", "medium", "low"),
            "note": self.maybe(self.word),
        }
        self.add("stances", "e", record)


def cleaned(value):
    """The value without the records that the checks refuse; the rest of it must be sound."""
    while True:
        assert not check_structure(value), check_structure(value)
        problems = [
            problem
            for problem in check_document(Index(Document.from_dict(value)))
            if problem.severity == "error"
        ]
        if not problems:
            return value
        bad = {layer: set() for layer in LAYERS}
        for problem in problems:
            _, layer, number, *_ = problem.pointer.split("/")
            bad[layer].add(int(number))
        for layer, numbers in bad.items():
            value[layer] = [r for i, r in enumerate(value[layer]) if i not in numbers]
        _without_loose_ends(value)


def _without_loose_ends(value):
    known = {record["id"] for layer in LAYERS for record in value[layer]}
    for record in (*value["cues"], *value["stances"]):
        if record["holder"] not in (*known, "author"):
            record["holder"] = "implicit"
        if record.get("target", "implicit") not in known:
            record.update(
                {"target": "implicit", "topic": record["topic"] or "something"}
                if "topic" in record
                else {}
            )
    value["relations"] = [r for r in value["relations"] if {r["source"], r["target"]} <= known]
    links = ("holder", "target")
    used = {r.get(link) for r in (*value["cues"], *value["stances"]) for link in links}
    value["mentions"] = [mention for mention in value["mentions"] if mention["id"] in used]
