"""The rows of views as their definitions read, one record at a time: slow, and easy to believe."""

from hedgerow import schema
from hedgerow.commitment import commitment
from hedgerow.decisions import NONE, decided
from hedgerow.index import inside, is_quotation, same_span
from hedgerow.tokens import tokenize
from hedgerow.uncertainty import is_uncertain_broad, uncertain_sentences

HOLDERS = ("author", "implicit")


def rows(view, index):
    """The rows of a view of sentences."""
    return list(VIEWS[view](index))


def base(index, sentence, record):
    doc = index.document
    return {
        "id": f"{doc.id}:{record}",
        "document": doc.id,
        "group": doc.source.group,
        "genre": doc.source.genre,
        "origin": doc.annotation.origin,
        "sentence": sentence.id,
        "sentence_start": sentence.start,
        "text": doc.text[sentence.start : sentence.end],
    }


def linked(index, role, link, origin):
    found = index.mentions.get(link)
    return {
        role: link if link in HOLDERS else "mention",
        f"{role}_text": found and found.text,
        f"{role}_start": found and found.start - origin,
        f"{role}_end": found and found.end - origin,
        f"{role}_entity": found and found.entity,
    }


def sentences(index):
    doc = index.document
    for sentence, narrow in zip(doc.sentences, uncertain_sentences(index), strict=True):
        cues = [cue for cue in doc.cues if inside(cue, sentence)]
        stances = [stance for stance in doc.stances if inside(stance, sentence)]
        row = {**base(index, sentence, sentence.id), "uncertain": narrow}
        row["uncertain_broad"] = True if narrow else None
        if not narrow and "cues" in doc.annotation.layers:
            row["uncertain_broad"] = any(is_uncertain_broad(cue) for cue in cues)
        for record, some in (("cue", cues), ("stance", stances)):
            for label in schema.names(record):
                there = any(span.label == label for span in some)
                looked_for = f"{record}s" in doc.annotation.layers
                row[f"{record}_{label}"] = there if looked_for else None
        yield row


def tokens(index):
    doc = index.document
    for sentence in doc.sentences:
        ranges = tokenize(doc.text, sentence.start, sentence.end)
        yield {
            **base(index, sentence, sentence.id),
            "tokens": [doc.text[start:end] for start, end in ranges],
            "starts": [start - sentence.start for start, _ in ranges],
            "ends": [end - sentence.start for _, end in ranges],
            **{f"{layer[:-1]}_tags": tags(doc, layer, ranges) for layer in ("cues", "stances")},
        }


def tags(doc, layer, ranges):
    if layer not in doc.annotation.layers:
        return None
    found = ["O"] * len(ranges)
    for record in sorted(getattr(doc, layer), key=lambda r: (r.start, -r.end)):
        own = [i for i, (a, b) in enumerate(ranges) if a < record.end and record.start < b]
        if all(found[i] == "O" for i in own):
            for i in own:
                found[i] = f"{'B' if i == own[0] else 'I'}-{record.label}"
    return found


def cues(index):
    doc = index.document
    for cue in doc.cues:
        sentence = index.sentence(cue)
        concord, conditioned_by = [], []
        for relation in doc.relations:
            ends = [relation.source, relation.target]
            if relation.label == "concord":
                for own, other in (ends, ends[::-1]):
                    concord += [f"{doc.id}:{other}"] if own == cue.id else []
            elif relation.label == "conditions" and relation.target == cue.id:
                conditioned_by.append(f"{doc.id}:{relation.source}")
        yield {
            **base(index, sentence, cue.id),
            **plain(cue, "label", "certainty", "polarity", "reporting", "negated"),
            **plain(cue, "confidence", "note"),
            "cue": cue.text,
            "start": cue.start - sentence.start,
            "end": cue.end - sentence.start,
            "scope": cue.scope and cue.scope.text,
            "scope_start": cue.scope and cue.scope.start - sentence.start,
            "scope_end": cue.scope and cue.scope.end - sentence.start,
            **linked(index, "holder", cue.holder, sentence.start),
            "commitment": commitment(cue),
            "concord": sorted(concord),
            "conditioned_by": conditioned_by,
        }


def stances(index):
    doc = index.document
    for stance in doc.stances:
        sentence = index.sentence(stance)
        hedges = [
            c for c in doc.cues if c.label != "booster" and c.scope and inside(stance, c.scope)
        ]
        hedges.sort(key=lambda cue: (cue.scope.end - cue.scope.start, cue.start))
        yield {
            **base(index, sentence, stance.id),
            **plain(stance, "label", "topic", "polarity", "intensity", "explicit", "mode"),
            **plain(stance, "negated", "confidence", "note"),
            "expression": stance.text,
            "start": stance.start - sentence.start,
            "end": stance.end - sentence.start,
            **linked(index, "holder", stance.holder, sentence.start),
            **linked(index, "target", stance.target, sentence.start),
            "hedged": bool(hedges),
            "hedged_by": [
                {"id": f"{doc.id}:{cue.id}", "label": cue.label, "cue": cue.text} for cue in hedges
            ],
        }


def candidates(index):
    doc = index.document
    for occurrence, record in decided(index, index.occurrences):
        if record is None:
            continue
        sentence = index.sentence(occurrence)
        rejected = not hasattr(record, "label")
        inner = is_quotation(record.text) and not same_span(occurrence, record)
        yield {
            **base(index, sentence, f"{occurrence.start}-{occurrence.end}"),
            "word": doc.text[occurrence.start : occurrence.end],
            "start": occurrence.start - sentence.start,
            "end": occurrence.end - sentence.start,
            "lemma": occurrence.trigger.lemma,
            "class": occurrence.trigger.cls,
            "label": NONE if rejected or inner else record.label,
            "reason": record.reason if rejected else "inside-quote" if inner else None,
            "record": f"{doc.id}:{record.id}",
            "note": record.note,
        }


def plain(record, *names):
    return {name: getattr(record, name) for name in names}


VIEWS = {view.__name__: view for view in (sentences, tokens, cues, stances, candidates)}
