"""An installed Chrome or Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]


def missing() -> str:
    """Why no browser can be driven here; empty if one can."""
    try:
        import axe_playwright_python  # noqa: F401
        import playwright.sync_api  # noqa: F401
    except ImportError as error:
        return f"NO BROWSER TEST HAS RUN: {error.name} is not installed: pip install '.[test]'"
    if not executable():
        return f"NO BROWSER TEST HAS RUN: none of {', '.join(NAMES)} is installed"
    return ""


def executable() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def browser() -> Iterator:
    """The browser; skips with a loud reason where there is none, and fails if it must not skip."""
    reason = missing()
    if reason and os.environ.get("HEDGEROW_NO_SKIP") == "1":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=OPTIONS)
        yield started
        started.close()
