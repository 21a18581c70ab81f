"""Several processes give what one gives, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import generate

from conftest import CASES
from hedgerow import workers
from hedgerow.pipeline import check_corpus

COMMAND = [sys.executable, "-c", "from hedgerow.cli import main; main()", "validate"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of some chunks, with one broken and one repeated document."""
    root = tmp_path_factory.mktemp("corpus")
    paths = generate.corpus(root, 150)
    paths[40].write_text("{", encoding="utf-8")
    paths[90].write_bytes(paths[20].read_bytes())
    paths[30].rename(root / "annotations" / "test" / paths[30].name)
    return root


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_the_same_report_byte_for_byte(corpus: Path, form: str):
    command = [*COMMAND, str(corpus), str(CASES / "invalid"), "--format", form]
    runs = [
        subprocess.run([*command, "--workers", number], capture_output=True, check=False)
        for number in "12"
    ]
    assert [run.returncode for run in runs] == [1, 1]
    assert runs[0].stdout == runs[1].stdout
    assert b"C001" in runs[0].stdout
    assert b"P005" in runs[0].stdout
    assert runs[1].stderr == b""


def test_files_come_in_order_and_documents_stay_where_they_are(corpus: Path):
    one, two = (list(check_corpus([corpus], workers=number)) for number in (1, 2))
    assert [checked.path for checked in one] == [checked.path for checked in two]
    assert [checked.problems for checked in one] == [checked.problems for checked in two]
    for checked in two:  # the last one also carries problems of the corpus, which lie elsewhere
        own = [problem for problem in checked.problems if problem.path == str(checked.path)]
        if checked.path.stem[-2:] != "40":
            assert bool(checked.index) == bool(own)


def test_few_items_are_on_their_way():
    taken = []

    def items():
        for number in range(100 * workers.CHUNK):
            taken.append(number)
            yield number

    results = workers.in_order(list, items(), 2)
    assert next(results) == 0
    assert len(taken) <= 5 * workers.CHUNK
    results.close()


def test_what_is_raised_elsewhere_is_raised_here():
    with pytest.raises(TypeError, match="unsupported"):
        list(workers.in_order(sum, [["a"]], 2))


def children(pid: int) -> set[int]:
    """The processes below a process, as Linux tells them."""
    found = set()
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found |= {child, *children(child)}
    return found


def alive(pids: set[int]) -> set[int]:
    states = {}
    for pid in pids:
        try:
            states[pid] = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return {pid for pid, state in states.items() if state != "Z"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 2), (signal.SIGKILL, -9)])
def test_no_process_is_left(tmp_path: Path, number: int, code: int):
    """Ctrl-C reaches all processes of a terminal at once; SIGKILL only the first."""
    paths = generate.corpus(tmp_path, 200)
    names, said = tmp_path / "names", tmp_path / "said"
    names.write_text("\n".join(map(str, paths * 200)), encoding="utf-8")
    with names.open() as stdin, said.open("w") as stderr:
        process = subprocess.Popen(
            [*COMMAND, "-", "--workers", "2"],
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
    deadline = time.monotonic() + 60
    while len(below := children(process.pid)) < 4 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.kill()
    assert process.wait(60) == code
    if number == signal.SIGINT:
        assert said.read_text().strip() == "stopped"
    while (left := alive(below)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == set()


LARGE = """
from hedgerow.workers import in_order

def large(some):
    return [bytes(30_000_000) for _ in some]

if __name__ == "__main__":
    for _ in range(3):
        results = in_order(large, range(30), 2, chunk=1)
        next(results), next(results)
        try:
            results.throw(KeyboardInterrupt)
        except KeyboardInterrupt:
            print("stopped")
"""


def test_stopping_waits_for_no_result_that_broke_off(tmp_path: Path):
    """Results larger than a pipe are under way in pieces."""
    script = tmp_path / "large.py"
    script.write_text(LARGE, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout.split() == ["stopped"] * 3
