"""Label Studio for real: the corpus goes in through its API and comes out the same.

    python tests/servers/label_studio.py [FOLDER]

Installs Label Studio into FOLDER as annotations/ANNOTATING.md says (a gigabyte, minutes), unless it
is there; starts it on this machine; makes projects with our configuration; imports the corpus and
generated documents, once as annotations and once as predictions; exports and compares. Where
Playwright and Chromium are, it also labels the draft of that page by hand and saves pictures.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from server import DRAFT, beginning, commands, corpus, free_port, in_browser, running

from hedgerow.document import Document
from hedgerow.formats import label_studio
from hedgerow.formats.base import Report

USER, PASSWORD, TOKEN = "admin@localhost.test", "hedgerow-PW1", "0123456789" * 4
QUIET = {
    "COLLECT_ANALYTICS": "false",
    "LATEST_VERSION_CHECK": "false",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
}


class Api:
    """The requests that are needed, with a token."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def call(self, method: str, path: str, value: Any = None) -> Any:
        """The JSON that a request gives."""
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if value is None else json.dumps(value).encode(),
            headers={"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error} {error.read().decode()[:2000]}") from error

    def project(self, folder: Path, tasks: list[dict[str, Any]]) -> int:
        """A project with the configuration of a folder, and these tasks."""
        config = (folder / "config.xml").read_text(encoding="utf-8")
        values = {"title": f"hedgerow {folder.name}", "label_config": config}
        number = self.call("POST", "/api/projects", values)["id"]
        done = self.call("POST", f"/api/projects/{number}/import", tasks)
        assert done["task_count"] == len(tasks), done
        return int(number)

    def exported(self, project: int) -> Any:
        """What the button Export gives as JSON."""
        query = "exportType=JSON&download_all_tasks=true"
        return self.call("GET", f"/api/projects/{project}/export?{query}")

    def listed(self, project: int) -> Any:
        """The tasks with their predictions, which an export only names."""
        query = f"project={project}&fields=all&page_size=10000"
        return self.call("GET", f"/api/tasks?{query}")["tasks"]


def written(documents: list[Document], folder: Path) -> list[dict[str, Any]]:
    """The tasks of documents, and the folder they are in."""
    label_studio.write(documents, folder, Report())
    tasks: list[dict[str, Any]] = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    return tasks


def compare(documents: list[Document], value: Any, folder: Path, what: str) -> None:
    """Read what the server gave, and say how much of it is what went in."""
    path = folder / f"{what}.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    report = Report()
    back = {document.id: document for document in label_studio.read(path, report)}
    same = sum(back.get(document.id) == document for document in documents)
    lost = sum(report.lost.values())
    print(f"{what}: {same} of {len(documents)} documents equal, {lost} losses,", end=" ")
    print(f"{len(report.problems)} problems")
    assert (same, report.problems, lost) == (len(documents), [], 0)


def check_with_sdk(python: Path, folder: Path) -> None:
    """Let the checker of Label Studio's own library look at configuration and predictions."""
    code = (
        "import json, sys; from label_studio_sdk.label_interface import LabelInterface as L\n"
        "label = L(open('config.xml').read()); label.validate()\n"
        "tasks = json.load(open('tasks.json'))\n"
        "bad = [e for t in tasks for e in label.validate_prediction("
        "{**t['predictions'][0], 'task': 1}, return_errors=True)]\n"
        "print('label_studio_sdk:', len(tasks), 'predictions,', len(bad), 'errors', bad[:3])\n"
        "sys.exit(bool(bad))"
    )
    subprocess.run([python, "-c", code], cwd=folder, check=True)


def label_by_hand(api: Api, project: int, folder: Path) -> bool:
    """Decide two words of the draft in a browser and submit."""
    (task,) = api.listed(project)

    def look(page: Any) -> None:
        page.goto(f"{api.address}/user/login/")
        page.fill("input[name=email]", USER)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_load_state("networkidle")
        page.goto(f"{api.address}/projects/{project}/data?task={task['id']}")
        page.wait_for_selector(".htx-highlight", timeout=120_000)
        page.wait_for_timeout(2000)
        page.screenshot(path=folder / "draft.png")
        for word, label, choice in (
            ("may", "Epistemic", "possible"),
            ("However", "Rejected", "contrast"),
        ):
            page.locator(".htx-highlight", has_text=word).first.click()
            page.get_by_text(label, exact=True).first.click()
            page.locator(f"text=/^{choice}/").first.click()
            page.wait_for_timeout(500)
        page.screenshot(path=folder / "labelled.png")
        page.get_by_role("button", name="Submit").click()
        page.wait_for_timeout(3000)

    return in_browser(look)


def check(api: Api, folder: Path) -> None:
    """Every leg, one after the other."""
    documents = corpus()
    tasks = written(documents, folder / "corpus")
    check_with_sdk(folder / "label-studio" / "bin" / "python", folder / "corpus")
    project = api.project(folder / "corpus", tasks)
    compare(documents, api.listed(project), folder, "predictions")
    made = [{k: v for k, v in task.items() if k != "predictions"} for task in tasks]
    for task, predicted in zip(made, tasks, strict=True):
        task["annotations"] = [{"result": predicted["predictions"][0]["result"]}]
    project = api.project(folder / "corpus", made)
    compare(documents, api.exported(project), folder, "annotations")
    project = api.project(folder / DRAFT, written([beginning()], folder / DRAFT))
    if not label_by_hand(api, project, folder):
        print("by hand: skipped, Playwright is not installed")
        return
    (folder / "by-hand.json").write_text(json.dumps(api.exported(project)), encoding="utf-8")
    (document,) = label_studio.read(folder / "by-hand.json", Report())
    found = [(c.id, c.text, c.certainty) for c in document.cues]
    found += [(x.id, x.text, x.reason) for x in document.rejected]
    print(f"by hand: {found}; {document.annotation.status}; pictures in {folder}")
    assert found == [("c01", "may", "possible"), ("x04", "However", "contrast")]


def main() -> None:
    """Install, start, check."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    install, start = commands("tests/servers/label_studio.py")
    if not (folder / "label-studio" / "bin" / "label-studio").exists():
        subprocess.run(["bash", "-c", install], cwd=folder, check=True)
    for name in ("data", "corpus", DRAFT):
        shutil.rmtree(folder / name, ignore_errors=True)
    api = Api(free_port())
    options = f"--no-browser --data-dir data --internal-host 127.0.0.1 --username {USER}"
    options += f" --port {api.address.rpartition(':')[2]} --password {PASSWORD}"
    options += f" --user-token {TOKEN} --enable-legacy-api-token"
    env = {**QUIET, "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data")}
    with running(f"{start} {options}", folder, env, f"{api.address}/health"):
        check(api, folder)


if __name__ == "__main__":
    main()
