"""The report formats: exact results on a small fixture, and escaping of whatever a file holds."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hedgerow.catalogue import CATALOGUE
from hedgerow.problems import Problem
from hedgerow.report import github, junit, sarif
from hedgerow.report import json as json_report
from hedgerow.report.excerpt import excerpt, span_at, visible

SCHEMA = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"
SARIF = jsonschema_rs.Draft4Validator(json.loads(SCHEMA.read_bytes()), validate_formats=True)
URI = jsonschema_rs.Draft7Validator({"format": "uri-reference"}, validate_formats=True)

FILES = ["a.json", "clean.json", "b c.json"]
PROBLEMS = [
    Problem(
        code="T007",
        message='the span stores "may", but characters 3 to 6 of the text are "100%"',
        pointer="/cues/0/start",
        suggestion="set start to 7 and end to 10",
        path="a.json",
        line=12,
        column=5,
    ),
    Problem(
        code="W001",
        message='"talks" is no trigger',
        pointer="/rejected/1",
        path="a.json",
        line=90,
        column=7,
    ),
    Problem(code="P001", message="cannot be read: Is a directory", path="b c.json"),
]

# Text that is likely to break out of one of the formats, and any text at all.
_PIECES = (
    *("::", "##[", "]", "error", "warning", "%", "%0A", ",", "=", "|", "`", "\\", "<b>", "&amp;"),
    *("[x](http://x)", "$", "~~", "*", "{0}", "]]>", "\n", "\r", "\r\n", "\t", "\x1b[31m", "\x00"),
    *("\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\udcff", "\uffff", "é", "字", "🙂", " "),
)
TEXT = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
)
PROBLEM = st.builds(
    Problem,
    code=st.sampled_from(["T007", "W001", "S005"]),
    message=TEXT,
    pointer=TEXT,
    suggestion=TEXT,
    path=TEXT,
    line=st.integers(0, 3),
    column=st.integers(1, 3),
)
REPORTS = [
    json_report.report,
    github.report,
    github.step_summary,
    sarif.report,
    junit.report,
]


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(metadata, "version", lambda _: "1.2.3")


def test_json():
    report = json.loads(json_report.report(PROBLEMS, FILES))
    assert list(report) == ["version", "tool", "summary", "problems"]
    assert report["version"] == 1
    assert report["tool"] == {"name": "hedgerow", "version": "1.2.3"}
    assert report["summary"] == {"files": 3, "errors": 2, "warnings": 1}
    assert list(report["problems"][0].items()) == [
        ("code", "T007"),
        ("severity", "error"),
        ("title", CATALOGUE["T007"].title),
        ("message", PROBLEMS[0].message),
        ("suggestion", "set start to 7 and end to 10"),
        ("path", "a.json"),
        ("line", 12),
        ("column", 5),
        ("pointer", "/cues/0/start"),
    ]
    assert [problem["code"] for problem in report["problems"]] == ["T007", "W001", "P001"]


def test_json_without_problems():
    report = json.loads(json_report.report([], ["a.json"]))
    assert report["summary"] == {"files": 1, "errors": 0, "warnings": 0}
    assert report["problems"] == []


def test_version_of_an_uninstalled_tool(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert json_report.tool_version() == "unknown"


def test_github():
    title = {code: rule.title.replace(",", "%2C") for code, rule in CATALOGUE.items()}
    assert github.report(PROBLEMS, FILES).splitlines() == [
        f"::error file=a.json,line=12,col=5,title=T007 {title['T007']}::the span stores "
        '"may", but characters 3 to 6 of the text are "100%25"%0Aset start to 7 and end to 10',
        f"::error file=b c.json,title=P001 {title['P001']}::cannot be read: Is a directory",
        f'::warning file=a.json,line=90,col=7,title=W001 {title["W001"]}::"talks" is no trigger',
        'error T007 a.json:12:5 the span stores "may", but characters 3 to 6 of the text are '
        '"100%" [/cues/0/start]',
        "  hint: set start to 7 and end to 10",
        'warning W001 a.json:90:7 "talks" is no trigger [/rejected/1]',
        "error P001 b c.json cannot be read: Is a directory",
        "3 files, 2 errors, 1 warning",
    ]


def test_github_annotates_ten_of_each_level():
    lines = github.report([PROBLEMS[0]] * 12 + [PROBLEMS[1]] * 10, ["a.json"]).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert lines[10] == "10 of 12 errors are annotated, all are listed below"
    assert sum(line.startswith("error T007 ") for line in lines) == 12


def test_step_summary():
    problems = [*PROBLEMS, PROBLEMS[0]]
    assert github.step_summary(problems, FILES).splitlines() == [
        "## hedgerow",
        "",
        "3 files, 3 errors, 1 warning",
        "",
        "| Code | Count | Title | First place |",
        "| --- | ---: | --- | --- |",
        f"| P001 | 1 | {CATALOGUE['P001'].title} | b c.json |",
        f"| T007 | 2 | {CATALOGUE['T007'].title} | a.json:12:5 |",
        f"| W001 | 1 | {CATALOGUE['W001'].title} | a.json:90:7 |",
    ]
    assert github.step_summary([], ["a.json"]) == "## hedgerow\n\n1 file, 0 errors, 0 warnings\n"


def test_step_summary_escapes_cells():
    problem = Problem(code="P001", message="", path="a|`b`\n<i>&\\.json")
    row = github.step_summary([problem], []).splitlines()[-1]
    assert row.endswith(r" | a\|\`b\`\\n&lt;i&gt;&amp;\\.json |")


def test_junit():
    title = 'T007 the span stores "may", but characters 3 to 6 of the text are "100%"'
    title = title.replace('"', "&quot;")
    assert junit.report(PROBLEMS, FILES) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<testsuites>\n"
        '  <testsuite name="hedgerow" tests="3" failures="2" errors="0" skipped="0">\n'
        '    <testcase classname="hedgerow" name="a.json">\n'
        f'      <failure message="{title}" type="T007">a.json:12:5: error T007 the span stores '
        '"may", but characters 3 to 6 of the text are "100%" [/cues/0/start]\n'
        "set start to 7 and end to 10</failure>\n"
        '      <system-out>a.json:90:7: warning W001 "talks" is no trigger [/rejected/1]'
        "</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="hedgerow" name="clean.json" />\n'
        '    <testcase classname="hedgerow" name="b c.json">\n'
        '      <failure message="P001 cannot be read: Is a directory" type="P001">'
        "b c.json: error P001 cannot be read: Is a directory</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_sarif():
    log = json.loads(sarif.report(PROBLEMS, FILES))
    (run,) = log["runs"]
    assert (log["$schema"], log["version"]) == (sarif.SCHEMA, "2.1.0")
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("hedgerow", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == ["P001", "T007", "W001"]
    assert run["artifacts"] == [
        {"location": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
        for uri in ("a.json", "clean.json", "b%20c.json")
    ]
    first, second, third = run["results"]
    fingerprint = first.pop("partialFingerprints")
    assert first == {
        "ruleId": "T007",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": f"{PROBLEMS[0].message}\nset start to 7 and end to 10"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a.json", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 12, "startColumn": 5},
                },
                "logicalLocations": [{"fullyQualifiedName": "/cues/0/start"}],
            }
        ],
    }
    assert list(fingerprint) == ["codePathMessage/v1"]
    assert (second["ruleIndex"], second["level"]) == (2, "warning")
    assert third["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "b%20c.json", "uriBaseId": "%SRCROOT%"}}}
    ]


def test_sarif_rule():
    driver = json.loads(sarif.report(PROBLEMS[1:2], FILES))["runs"][0]["tool"]["driver"]
    rule = CATALOGUE["W001"]
    assert driver["rules"] == [
        {
            "id": "W001",
            "name": "RejectedButNoTrigger",
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": f"{rule.meaning} {rule.why}"},
            "help": {"text": rule.advice},
            "defaultConfiguration": {"level": "warning"},
        }
    ]


def test_sarif_schema_is_the_official_one():
    digest = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() == digest
    assert json.loads(SCHEMA.read_bytes())["id"] == sarif.SCHEMA


def test_sarif_of_every_code_is_valid():
    problems = [Problem(code=code, message="m", path="a", line=1, column=1) for code in CATALOGUE]
    SARIF.validate(json.loads(sarif.report(problems, ["a"])))


def test_sarif_schema_does_complain():
    log = json.loads(sarif.report(PROBLEMS, FILES))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not SARIF.is_valid(log)


def test_sarif_fingerprints():
    def fingerprints(problems):
        results = json.loads(sarif.report(problems, []))["runs"][0]["results"]
        return [result["partialFingerprints"]["codePathMessage/v1"] for result in results]

    moved = Problem(code="W001", message=PROBLEMS[1].message, path="a.json", line=99, column=1)
    assert fingerprints([moved]) == fingerprints(PROBLEMS[1:2])
    assert len(set(fingerprints([moved, *PROBLEMS]))) == 4


def test_sarif_messages_have_no_placeholders_and_links():
    problem = Problem(code="S005", message="{0} [x](http://x)", path="a.json")
    (result,) = json.loads(sarif.report([problem], []))["runs"][0]["results"]
    assert result["message"]["text"] == "{{0}} [x] (http://x)"


def test_paths(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    inside, outside = tmp_path / "in" / "é:1.json", tmp_path / "out.json"
    assert github.below(str(inside)) == "é:1.json"
    assert github.below("../in/x.json") == "x.json"
    assert github.below("..x/y.json") == "..x/y.json"
    assert github.below(str(outside)) is None
    assert github.below("../out.json") is None
    assert github.below("") is None
    assert 'name="é:1.json"' in junit.report([], [str(inside)])
    artifacts = json.loads(sarif.report([], [str(inside), "../out.json"]))["runs"][0]["artifacts"]
    assert artifacts == [
        {"location": {"uri": "%C3%A9%3A1.json", "uriBaseId": "%SRCROOT%"}},
        {"location": {"uri": outside.as_uri()}},
    ]


@settings(deadline=None)
@given(st.lists(PROBLEM, max_size=4), st.lists(TEXT, max_size=2))
def test_no_report_has_control_characters(problems, files):
    for report in REPORTS:
        text = report(problems, files)
        text.encode()
        raw = [c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]
        assert not raw
        assert text.endswith("\n")


@settings(deadline=None)
@given(st.lists(PROBLEM, max_size=4))
def test_json_keeps_every_field(problems):
    found = json.loads(json_report.report(problems, []))["problems"]
    for problem, written in zip(problems, found, strict=True):
        for key in ("message", "suggestion", "path", "pointer"):
            assert written[key] == json_report.well_formed(getattr(problem, key))


def parse_command(line):
    """A workflow command as the runner reads it: name, properties, data; None if it is none."""
    names = {"error", "warning", "notice", "debug", "add-mask", "stop-commands", "group"}
    line = line.lstrip()
    if line.startswith("::") and "::" in line[2:]:
        info, data = line[2:].split("::", 1)
        name, _, listed = info.partition(" ")
        if name.lower() in names:
            pairs = [pair.split("=", 1) for pair in listed.split(",")]
            return name, {key: unescape(value) for key, value in pairs}, unescape(data)
    if "##[" in line and "]" in line.split("##[", 1)[1]:
        return "legacy", {}, line
    return None


def unescape(value):
    escapes = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
    for escape, char in escapes:
        value = value.replace(escape, char)
    return value


def shown(text):
    """What the report can show of a text: line breaks as they are, the rest visible."""
    return "".join(c if c in "\r\n" else visible(c) for c in text)


@settings(deadline=None)
@given(PROBLEM)
def test_github_commands_hold_what_they_should(problem):
    lines = github.report([problem], []).split("\n")
    commands = [command for command in map(parse_command, lines) if command]
    ((name, properties, data),) = commands
    path = github.below(problem.path) or problem.path
    place = {"line": str(problem.line), "col": str(problem.column)} if problem.line else {}
    file = {"file": shown(path)} if path else {}
    title = {"title": f"{problem.code} {problem.rule.title}"}
    assert name == problem.severity
    assert properties == {**file, **place, **title}
    assert data == "\n".join(shown(t) for t in (problem.message, problem.suggestion) if t)


@settings(deadline=None)
@given(PROBLEM)
def test_summary_cells_render_as_written(problem):
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse(github.step_summary([problem], []))
    leaves = [token for token in tokens if token.type == "inline"][-1].children
    assert {leaf.type for leaf in leaves} <= {"text", "text_special"}
    assert "".join(leaf.content for leaf in leaves) == visible(github.place(problem)).strip()


@settings(deadline=None)
@given(st.lists(PROBLEM, max_size=4), st.lists(TEXT, max_size=3))
def test_junit_is_well_formed(problems, files):
    root = ET.fromstring(junit.report(problems, files).encode())
    (suite,) = root
    errors = [problem for problem in problems if problem.severity == "error"]
    paths = {*files, *(problem.path for problem in problems)}
    assert int(suite.get("tests")) == len(suite) == len(paths)
    assert int(suite.get("failures")) == len({problem.path for problem in errors})
    messages = {failure.get("message") for failure in root.iter("failure")}
    assert messages == {visible(f"{problem.code} {problem.message}") for problem in errors}
    assert len(list(root.iter("failure"))) == len(errors)


@settings(deadline=None)
@given(st.lists(PROBLEM, max_size=4), st.lists(TEXT, max_size=2))
def test_sarif_is_valid(problems, files):
    log = json.loads(sarif.report(problems, files))
    SARIF.validate(log)
    json.dumps(log, ensure_ascii=False).encode()  # fails for half a surrogate pair
    (run,) = log["runs"]
    places = [artifact["location"] for artifact in run["artifacts"]]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result.get("locations", ()):
            places.append(location["physicalLocation"]["artifactLocation"])
    for place in places:  # draft 4 knows no uri-reference
        assert place["uri"].isascii()
        URI.validate(place["uri"])
        assert place["uri"].startswith("file:///") != ("uriBaseId" in place)


def test_excerpt():
    text = "The alternative to a deal may look like a long war."
    assert excerpt(text, 26, 29) == (text, " " * 26 + "^^^")
    assert excerpt(text, 26, 29, 30) == ("… to a deal may look like a …", " " * 12 + "^^^")


@pytest.mark.parametrize(
    ("text", "start", "end", "line", "marker"),
    [
        ("a\nb\tc", 2, 3, "a\\nb\\tc", "   ^"),
        ("a\x1bb", 1, 2, "a\\x1bb", " ^^^^"),
        ("\u202eab", 1, 2, "\\u202eab", "      ^"),
        ("東京は晴れ", 2, 3, "東京は晴れ", "    ^^"),
        ("cafe\u0301 au", 0, 5, "cafe\u0301 au", "^^^^"),
        ("cafe\u0301 au", 4, 5, "cafe\u0301 au", "   ^"),
        ("a\u20ddbＡ", 2, 4, "a\u20ddbＡ", " ^^^"),
        ("ab", 1, 1, "ab", " ^"),
        ("", 0, 0, "", "^"),
        ("ab", 2, 2, "ab", "  ^"),
    ],
)
def test_excerpt_aligns(text, start, end, line, marker):
    assert excerpt(text, start, end) == (line, marker)


def test_excerpt_shortens():
    assert excerpt("x" * 100, 50, 52, 20) == ("…xxxxxxxxxxxxxxxxxx…", " " * 9 + "^^")
    assert excerpt("ab " * 30, 0, 90, 20) == ("ab ab a…b ab ab ", "^" * 16)
    assert excerpt("one  \n two three four five", 17, 21, 20)[0] == "… three four five"
    assert excerpt("a " * 20 + "   word", 43, 47, 20)[0] == "… a a a a a    word"
    assert excerpt("it was so" + " " * 30 + "then", 3, 6, 20)[0] == "it was so …"


def test_excerpt_refuses_offsets_outside():
    for start, end in ((-1, 2), (2, 1), (0, 4)):
        with pytest.raises(ValueError, match="is no span of 3 characters"):
            excerpt("abc", start, end)


LONG = st.lists(TEXT, max_size=6).map(" ".join)


@settings(deadline=None)
@given(st.data(), LONG, st.integers(0, 60))
def test_excerpt_underlines_the_span(data, text, width):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, marker = excerpt(text, start, end, width)
    assert line.isprintable()
    columns = [c for c in line for _ in range(columns_of(c))]
    assert len(columns) <= max(width, 20)
    assert set(marker.lstrip(" ")) == {"^"}
    span = [c for c in visible(text[start:end]) for _ in range(columns_of(c))]
    under = columns[marker.count(" ") : len(marker)]
    if span and len(span) <= max(width, 20) - 4:
        assert under == span
    elif span:
        half = under.index("…") if "…" in under else 0
        assert under[:half] == span[:half]


def columns_of(char):
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("F", "W") else 1


DOCUMENT = {
    "text": "It may rain.",
    "a/b": {"start": 0, "end": 1},
    "cues": [
        {"start": 3, "end": 6, "scope": {"start": 0, "end": 11}, "holder": "author"},
        {"start": 3, "end": 60, "scope": {"end": 11}},
        {"start": 3.0, "end": 6, "scope": None},
        {"start": False, "end": True},
    ],
    "stances": [{"start": 6, "end": 6}],
    "relations": [{"id": "r01"}],
}


@pytest.mark.parametrize(
    ("pointer", "span"),
    [
        ("/cues/0/scope/start", (0, 11)),
        ("/cues/0/scope", (0, 11)),
        ("/cues/0/holder", (3, 6)),
        ("/cues/0/absent/deeper", (3, 6)),
        ("/cues/0", (3, 6)),
        ("/a~1b/start", (0, 1)),
        ("/cues/1", None),
        ("/cues/1/scope/end", None),
        ("/cues/2/scope", None),
        ("/cues/3", None),
        ("/cues/4", None),
        ("/cues/-1", None),
        ("/cues/" + "9" * 5000, None),
        ("/cues", None),
        ("/stances/0/start", None),
        ("/relations/0/id", None),
        ("/text/0", None),
        ("", None),
    ],
)
def test_span_at(pointer, span):
    assert span_at(DOCUMENT, pointer) == span


@pytest.mark.parametrize(
    "value", [None, [], "text", 1, {}, {"text": 1}, {"cues": DOCUMENT["cues"]}]
)
def test_span_at_of_broken_documents(value):
    assert span_at(value, "/cues/0/start") is None
