"""Hostile documents through reading, all checks and all five reports.

    python tests/fuzz/run.py --inputs 20000

No exception, no hang: each file has `SECONDS` of processor time, the run a bound on memory. No
control character but a tab or line end reaches a report. A document has the same problems whether
it is looked at alone or together with others. Exit code 1 if anything fails.
"""

import argparse
import io
import json
import sys
import tempfile
import time
import traceback
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import mutate

from hedgerow import pipeline
from hedgerow.cli.show_problems import show_checked
from hedgerow.corpus import corpus_at
from hedgerow.pipeline import Checked, check_corpus
from hedgerow.problems import Problem
from hedgerow.report import github, junit, sarif, text
from hedgerow.report import json as json_report

SECONDS = 5.0
"""Of processor time for one file with all its reports; most take a few thousandths."""
MEGABYTES = 600
"""The most memory of the whole run."""
REPORTS: dict[str, Callable[..., str]] = {
    "json": json_report.report,
    "github": github.report,
    "sarif": sarif.report,
    "junit": junit.report,
}


class Corpus:
    """A corpus whose one document is replaced again and again."""

    def __init__(self, root: Path) -> None:
        example = json.loads((mutate.ROOT / "schema" / "example.json").read_bytes())
        source = example["source"]
        self.path = corpus_at(root, source["path"], example["text"], "train/example.json")
        other = {**example, "id": "other"}
        other["source"] = {**source, "path": "seeds/other.txt", "group": "other"}
        beside = corpus_at(root, "seeds/other.txt", example["text"], "test/other.json")
        beside.write_text(json.dumps(other), encoding="utf-8")
        index = {
            document["id"]: {"creator": "machine-generated", **document["source"]}
            for document in (example, other)
        }
        (root / "seeds" / "index.json").write_text(json.dumps(index), encoding="utf-8")
        self._root = root

    def check(self, data: bytes) -> list[Problem]:
        """What a user would do; AssertionError for a report that is not as it should be."""
        self.path.write_bytes(data)
        problems: list[Problem] = []
        files = []
        shown = io.StringIO()
        with redirect_stdout(shown):
            for checked in self._checked(few=pipeline.FEW):
                problems += checked.problems
                files.append(str(checked.path))
                show_checked(checked, checked.problems)
            print(text.summary(len(files), problems))
        together = [p for checked in self._checked(few=0) for p in checked.problems]
        assert together == problems, "documents looked at together have other problems"
        written = {name: report(problems, files) for name, report in REPORTS.items()}
        written["step summary"] = github.step_summary(problems, files)
        for name, report in {"text": shown.getvalue(), **written}.items():
            control = [c for c in report if c != "\n" and not _harmless(c)]
            assert not control, f"{name} holds {control[:5]!r}"
            report.encode()
        json.loads(written["json"])
        json.loads(written["sarif"])
        ET.fromstring(written["junit"])
        return problems

    def _checked(self, few: int) -> list[Checked]:
        """The corpus; more than so many documents are looked at together."""
        with patch.object(pipeline, "FEW", few):
            return list(check_corpus([self._root / "annotations"]))


def _harmless(char: str) -> bool:
    """Whether a character can do nothing to a terminal, nor turn the writing round."""
    turns = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    return (char >= " " or char == "\t") and not "\x7f" <= char <= "\x9f" and char not in turns


def fuzz(inputs: Iterable[bytes]) -> tuple[Counter[str], list[str], float]:
    """How often each code came, what failed, and the processor time of the slowest input."""
    codes: Counter[str] = Counter()
    failed: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder))
        for number, data in enumerate(inputs):
            began = time.process_time()
            try:
                codes.update({problem.code for problem in corpus.check(data)})
            except Exception:
                failed.append(f"input {number}, {data[:200]!r}\n{traceback.format_exc()}")
            spent = time.process_time() - began
            slowest = max(slowest, spent)
            if spent > SECONDS:
                failed.append(f"input {number} took {spent:.1f} s, {data[:200]!r}")
    return codes, failed, slowest


def main() -> int:
    """Run as many inputs as asked for."""
    import resource

    parser = argparse.ArgumentParser(description="Fuzz the validator.")
    parser.add_argument("--inputs", type=int, default=20_000)
    count = parser.parse_args().inputs
    of_any_shape = mutate.made(count // 4)
    began = time.perf_counter()
    rest = count - len(of_any_shape)
    codes, failed, slowest = fuzz(chain(of_any_shape, mutate.mutated(rest)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (2**20 if sys.platform == "darwin" else 2**10)
    if megabytes > MEGABYTES:
        failed.append(f"{megabytes:.0f} MiB of memory")
    print("\n".join(failed[:10]))
    print(
        f"{len(of_any_shape) + rest} inputs in {time.perf_counter() - began:.0f} s, "
        f"{len(failed)} failures, the slowest {slowest:.2f} s, {megabytes:.0f} MiB; "
        f"{len(codes)} codes: {', '.join(f'{code} {n}' for code, n in codes.most_common())}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
