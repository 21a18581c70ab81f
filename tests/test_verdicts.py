"""Quick verdicts against the slow ones: they agree, or the stricter one wins."""

import copy
import json
import random
import sys

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import test_mutations
from conftest import CASES, ROOT
from hedgerow import outside, schema, structure, triggers, wellformed
from hedgerow.checks import LEVELS, check_document
from hedgerow.corpus import expand
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.problems import has_errors
from hedgerow.reader import parse
from hedgerow.tokens import surely_edges, tokenize

SMALL = json.loads((ROOT / "schema" / "example.json").read_text(encoding="utf-8"))
LARGE = test_mutations.DOCUMENT
VALID = [
    *expand([ROOT]),
    *sorted((CASES / "valid").rglob("annotations/**/*.json")),
]
SLOW = jsonschema.Draft202012Validator(schema.document_schema())
FAST = jsonschema_rs.Draft202012Validator(schema.document_schema())
# Written into the JSON as they stand, since no Python value gives them.
RAW = ("1e400", "-1e400", "1.0", "1E0", "-0", "0.0", "2147483648", "9" * 30, "9" * 400, "1e-400")
RAW += ('"m01\\n"', '"m\\u0661"', '"c\\u0967"', '"\\u003a"', '"\\ud83d\\ude00"', '"a\\u0000b"')
RAW += ("[" * 70 + "]" * 70, '{"a":1,"a":2}', "NaN", '"\\ud800"', '{"id":"s01"}', '"author "')
VALUES = (None, True, False, 0, 1, -1, 2**31, "", "x", "s01\n", "m١", "c०१", "author\n", "1.0\n")
VALUES += ([], {}, [[]], [None], {"a": []}, "native", "implicit", "m01", "c01", "seeds/../a.txt")


def nodes(value, at=()):
    yield at
    items = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value) if isinstance(value, list) else items:
        yield from nodes(inner, (*at, key))


def parent(value, at):
    for step in at[:-1]:
        value = value[step]
    return value


def replaced(rng, value, at):
    parent(value, at)[at[-1]] = copy.deepcopy(rng.choice(VALUES))


def written(rng, value, at):
    parent(value, at)[at[-1]] = f"RAW{rng.randrange(len(RAW))}RAW"


def moved(rng, value, at):
    """Another value of the document instead."""
    other = rng.choice([other for other in nodes(value) if other])
    parent(value, at)[at[-1]] = copy.deepcopy(parent(value, other)[other[-1]])


def removed(rng, value, at):
    del parent(value, at)[at[-1]]


def renamed(rng, value, at):
    owner = parent(value, at)
    if isinstance(owner, dict):
        owner[rng.choice([f"{at[-1]} ", str(at[-1]).upper(), "x:y", "label", "id"])] = owner.pop(
            at[-1]
        )


def added(rng, value, at):
    owner = parent(value, at)
    if isinstance(owner, dict):
        owner[rng.choice(["surplus", "", ":", 'a":', "note", "scope", "negated"])] = None
    else:
        owner.append(copy.deepcopy(owner[0]))


def suffixed(rng, value, at):
    owner = parent(value, at)
    if isinstance(owner[at[-1]], str):
        owner[at[-1]] += rng.choice(["\n", " ", "\u0660", "\u2028", "\r", "x", ":", "\0", "K"])


MUTATIONS = (replaced, replaced, written, moved, removed, renamed, added, suffixed)


def twice(rng, raw):
    """A line again, which makes a key stand twice."""
    lines = raw.split("\n")
    at = rng.randrange(1, len(lines) - 1)
    return "\n".join([*lines[:at], lines[at].rstrip(",") + ",", *lines[at:]])


def spaced(rng, raw):
    """White space where it means nothing, or a colon as an escape."""
    parts = raw.split('":')
    at = rng.randrange(1, len(parts))
    raw = '":'.join(parts[:at]) + rng.choice(['" :', '"\n:', '": \t']) + '":'.join(parts[at:])
    return raw.replace(": the", "\\u003a the") if rng.random() < 0.2 else raw


def mutated(seed):
    """A document with a few structural mutations, as bytes; always the same for a seed."""
    rng = random.Random(seed)
    value = copy.deepcopy(LARGE if seed % 100 == 0 else SMALL)
    if rng.random() < 0.3:
        value["text"] += " So: the end."
        value["sentences"].append({"id": f"s{len(value['sentences']) + 1:02d}", "uncertain": None})
        value["sentences"][-1] |= {"start": len(value["text"]) - 12, "end": len(value["text"])}
    for _ in range(rng.choice([0, 1, 1, 1, 1, 2, 3])):
        rng.choice(MUTATIONS)(rng, value, rng.choice([at for at in nodes(value) if at]))
    raw = json.dumps(value, ensure_ascii=rng.random() < 0.2, indent=rng.choice([2, 2, None]))
    for i, text in enumerate(RAW):
        raw = raw.replace(f'"RAW{i}RAW"', text)
    for change in (twice, spaced):
        if rng.random() < 0.1 and "\n" in raw:
            raw = change(rng, raw)
    return raw.encode()


def unequal_floats(value):
    """Whether a number is written as a float: integers for the validators, not for Python."""
    if isinstance(value, dict):
        return any(map(unequal_floats, value.values()))
    return isinstance(value, float) or (isinstance(value, list) and any(map(unequal_floats, value)))


def test_structure_of_2000_mutated_documents():
    seen = {"certain": 0, "valid": 0, "refused": 0}
    for seed in range(2000):
        data = mutated(seed)
        index, parsed = wellformed.read(data), parse(data)
        if parsed.problems:
            assert index is None, data
            seen["refused"] += 1
            continue
        problems = structure.check_structure(parsed.value)
        fast = FAST.is_valid(parsed.value) and not unequal_floats(parsed.value)
        both = fast and SLOW.is_valid(parsed.value)
        assert both == (problems == []), data
        seen["valid"] += both
        if index is not None:
            seen["certain"] += 1
            assert both, data
            assert index.document.to_dict() == parsed.value, data
    assert min(seen.values()) > 100, seen


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_good_documents_take_the_quick_road(path):
    index = wellformed.read(path.read_bytes())
    assert index is not None
    assert all(gate.sound(index) for level in LEVELS[:3] for gate in level)


def test_the_shapes_hold_all_that_the_schema_looks_at():
    """A shape says everything that patterns and conditions ask of a record, its id aside."""
    definitions = schema.document_schema()["$defs"]
    null = {"note", "topic", "scope"}  # free apart from being null
    document = Document.from_dict(LARGE)
    names = {"cues": "cue", "stances": "stance", "relations": "relation", "rejected": "rejected"}
    for layer, name in names.items():
        definition = definitions[name]
        record = getattr(document, layer)[0]
        for key, rule in definition["properties"].items():
            conditional = any(f"'{key}'" in str(some) for some in rules(definition))
            if key == "id" or not (conditional or "pattern" in rule):
                continue
            before = wellformed.SHAPES[layer](document)
            old = getattr(record, key)
            setattr(record, key, "other" if old is None or key not in null else None)
            looked = wellformed.SHAPES[layer](document) != before
            setattr(record, key, old)
            assert looked, (layer, key)


def rules(definition):
    return [definition.get(key, "") for key in ("allOf", "if", "then", "else")]


def test_what_is_remembered_is_told_apart_by_origin():
    """A cue without scope is fine in a converted document and stays wrong in a native one."""
    value = copy.deepcopy(SMALL)
    value["relations"] = []
    value["cues"][0]["scope"] = None
    for origin, fine in (("converted", True), ("native", False), ("converted", True)):
        value["annotation"]["origin"] = origin
        for _ in range(2):
            assert (wellformed.read(json.dumps(value).encode()) is not None) == fine


def disagreement(index):
    """A verdict that takes a family for sound although its checks find something."""
    problems = []
    for level in LEVELS:
        for gate in level:
            found = [problem for check in gate.checks for problem in check(index)]
            if found and gate.sound(index):
                return gate.sound, found
            problems += found
        if has_errors(problems):
            break
    return None


def put_on_tokens(rng, value, span):
    """Let a span cover one or more tokens of a sentence."""
    sentence = rng.choice(value["sentences"])
    tokens = tokenize(value["text"], sentence["start"], sentence["end"])
    if not tokens:
        return
    first, last = sorted(rng.choices(range(len(tokens)), k=2))
    last = rng.choice([first, last])
    span["start"], span["end"] = tokens[first][0], tokens[last][1]
    if "text" in span:
        span["text"] = value["text"][span["start"] : span["end"]]


def small_changes(rng, value):
    """Shift, stretch, relabel or copy records, so that geometry, links and coverage suffer."""
    layer = rng.choice(["cues", "stances", "mentions", "rejected", "relations", "sentences"])
    if not value[layer]:
        return
    record, other = rng.choice(value[layer]), rng.choice(value[layer])
    action = rng.randrange(7)
    if action in (0, 2):
        if action == 2:
            record = {**copy.deepcopy(record), "id": f"{record['id'][0]}99"}
            value[layer].append(record)
        if "start" in record and rng.random() < 0.8:
            put_on_tokens(rng, value, rng.choice([record, record.get("scope") or record]))
    elif action == 1:
        value[layer].remove(record)
    elif action == 6:
        sentence = rng.choice(value["sentences"])
        cut = rng.randrange(sentence["start"] + 1, max(sentence["end"], sentence["start"] + 2))
        value["sentences"].append(
            {"id": "", "start": cut, "end": sentence["end"], "uncertain": None}
        )
        sentence["end"] = cut
        value["sentences"].sort(key=lambda sentence: sentence["start"])
        for i, sentence in enumerate(value["sentences"]):
            sentence["id"] = f"s{i + 1:02d}"
    elif action == 3:
        key = rng.choice(sorted(record))
        record[key] = copy.deepcopy(other[key])
    elif action == 4:
        key = rng.choice(["holder", "target", "source", "entity", "negated", "mode"])
        if key in record:
            record[key] = rng.choice(["author", "implicit", "m01", "c01", "e01", True, "quoted"])
    else:
        at = rng.randrange(len(value["text"]))
        value["text"] = value["text"][:at] + rng.choice("“”‘’\"' -.a\n") + value["text"][at + 1 :]


def test_checks_of_mutated_documents(monkeypatch):
    monkeypatch.setattr(outside, "_FEW", 0)
    checked = 0
    for seed in range(1500):
        rng = random.Random(seed)
        value = copy.deepcopy(LARGE if seed % 5 == 0 else SMALL)
        for _ in range(rng.choice([1, 1, 2, 4])):
            small_changes(rng, value)
        if FAST.is_valid(value):
            checked += 1
            assert disagreement(Index(Document.from_dict(value))) is None, seed
    assert checked > 700


WORDS = ("may", "could", "would-be", "rather", "than", "Rather than", "no", "doubt", "so", "said")
WORDS += ("called", "couldn’t", "isn't", "road", "MAYBE", "up", "to", "\u212aind of", "ma\u0301y")
WORDS += ("“peace”", "“bad", "’s", "-", ".", ",", "2.5", "é", "may_be", "mayé", "ſome", "\x02")
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "", "\n", "  ", "\u2003"]))
).map(lambda pairs: "".join(word + space for word, space in pairs))


@settings(max_examples=400, deadline=None)
@given(texts, st.data())
def test_no_trigger_outside(text, data):
    tokens = tokenize(text)
    edges = sorted({edge for token in tokens for edge in token})
    chosen = data.draw(st.lists(st.sampled_from(edges), unique=True).map(sorted)) if edges else []
    spans = [(a, b, text[a:b]) for a, b in zip(chosen[::2], chosen[1::2], strict=False)]
    if outside.none_outside(text, spans):
        for found in triggers.find(text, [(0, len(text))]):
            if text[found.start] not in triggers.OPENING:
                assert any(a <= found.start and found.end <= b for a, b, _ in spans), found


def test_a_rejected_word_in_a_longer_one_is_not_sure(monkeypatch):
    monkeypatch.setattr(outside, "_FEW", 0)
    value = copy.deepcopy(SMALL)
    value["text"] += " It is no doubt red."
    first = len(value["text"]) - len("It is no doubt red.")
    value["sentences"].append(
        {"id": "", "start": first, "end": len(value["text"]), "uncertain": None}
    )
    value["sentences"][-1]["id"] = f"s{len(value['sentences']):02d}"
    for number, text in ((98, "no doubt"), (99, "doubt")):
        start = value["text"].index(text)
        span = {"id": f"x{number}", "start": start, "end": start + len(text), "text": text}
        value["rejected"].append({**span, "reason": "literal", "note": None})
        index = Index(Document.from_dict(value))
        found = [problem.code for problem in check_document(index)]
        assert found == ([] if number == 98 else ["W001"])


def test_triggers_in_the_corpus_are_found_outside():
    text = LARGE["text"]
    occurrences = triggers.find(text, [(0, len(text))])
    words = [o for o in occurrences if o.trigger.cls != "quotation"]
    spans = [(o.start, o.end, text[o.start : o.end]) for o in words]
    assert outside.none_outside(text, spans)
    for i in range(len(spans)):
        assert not outside.none_outside(text, spans[:i] + spans[i + 1 :])


def test_the_kelvin_sign_alone_becomes_a_letter_in_lower_case():
    """What `outside` takes for granted of ignoring case."""
    becoming = {
        chr(code)
        for code in range(128, sys.maxunicode + 1)
        if any(char.isascii() and char.isalpha() for char in chr(code).lower())
    }
    assert becoming == {"\u212a", "\u0130"}  # İ becomes i with a dot of its own, no letter i


@settings(max_examples=400, deadline=None)
@given(texts | st.text(st.sampled_from("ab Zé.,’'-“”\n\t5_\u0301😀nts—(\u00a0\x1c"), max_size=12))
def test_edges_that_are_sure_are_edges(text):
    tokens = tokenize(text)
    starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if surely_edges(text, [(start, end, "")]):
                assert start in starts
                assert end in ends
