"""What the scripts with real servers share: the commands of the page, a server, a browser."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from documents import documents as generated  # noqa: E402
from hedgerow import read  # noqa: E402
from hedgerow.corpus import document_paths  # noqa: E402
from hedgerow.document import Document, Source  # noqa: E402
from hedgerow.draft import draft  # noqa: E402

PAGE = ROOT / "annotations" / "ANNOTATING.md"
DRAFT = "port-strike"


def commands(script: str) -> list[str]:
    """The lines of ANNOTATING.md that a script runs: how to install, how to start."""
    block = re.compile(rf"<!-- run by {re.escape(script)} -->\n```bash\n(.*?)```", re.DOTALL)
    match = block.search(PAGE.read_text(encoding="utf-8"))
    assert match, script
    return match.group(1).splitlines()


def corpus() -> list[Document]:
    """The documents of the corpus, and some generated ones in difficult text."""
    found = [read(path) for path in document_paths(ROOT)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found += [generated(controls=False, name=f"generated-{i}").example() for i in range(20)]
    return found


def beginning() -> Document:
    """The draft of the page."""
    text = re.search(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert text
    digest = hashlib.sha256(text[1].encode()).hexdigest()
    source = Source(f"seeds/{DRAFT}.txt", digest, "made up", "CC0-1.0", "news", "a port", DRAFT)
    return draft(DRAFT, text[1], source)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: str, folder: Path, env: dict[str, str], address: str) -> Iterator[None]:
    """A server that is started by `command` and answers at `address`, then ended."""
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            ["bash", "-c", f"exec env {command}"],
            cwd=folder,
            env={**os.environ, **env},
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(1200):
            assert server.poll() is None, (folder / "server.log").read_text()[-2000:]
            try:
                urllib.request.urlopen(address).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.5)
        yield
    finally:
        server.terminate()
        server.wait(30)


def in_browser(look: Callable[[object], None]) -> bool:
    """Let `look` use a page of a headless Chromium; False where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return False
    system = Path("/usr/bin/chromium")
    with sync_playwright() as playwright:
        path = system if system.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        look(browser.new_page(viewport={"width": 1500, "height": 1000}))
        browser.close()
    return True
