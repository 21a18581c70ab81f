"""README, Validate your own corpus: the layout, the workflow and the hook are what is run."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, make_corpus
from hedgerow.cli import _COMMANDS
from hedgerow.cli.validate import FORMATS, command
from test_cli import hedgerow
from test_validate_options import git

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    match = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert match, name
    return match.group(1)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A corpus in git, laid out as the README says, as a pull request against main sees it."""
    root = tmp_path / "checkout"
    example = make_corpus(root)
    for line in block("layout").splitlines():
        path = root / line.split()[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".txt":
            (root / "seeds/example.txt").rename(path)
        elif path.name == "port-strike.json":
            shutil.copy(example, path)
    example.unlink()
    (root / "annotations/exceptions.json").write_text('{"version": 1, "exceptions": []}')
    for document in [root / "seeds/index.json", *root.rglob("port-strike.json")]:
        text = document.read_text(encoding="utf-8").replace("seeds/example", "seeds/port-strike")
        text = re.sub(r'"example"(?=: \{)', '"port-strike"', text)
        text = text.replace('"id": "example"', '"id": "port-strike"')
        document.write_text(text, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    return root


WORKFLOW = yaml.safe_load(block("workflow"))
STEPS = WORKFLOW["jobs"]["validate"]["steps"]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def command_line() -> list[str]:
    """The last command of the action as the workflow's inputs make it, against main."""
    inputs = {key: str(given["default"]) for key, given in ACTION["inputs"].items()}
    inputs |= STEPS[-1]["with"]
    step = ACTION["runs"]["steps"][-1]
    line = step["run"]
    for variable, value in step["env"].items():
        key = re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", value).group(1)
        line = line.replace(f"${variable}", inputs[key])
    return line.replace("${{ github.base_ref }}", "main").split()


def test_the_workflow_s_commands_exist():
    assert len(block("workflow").splitlines()) == 10
    assert WORKFLOW[True] == "pull_request"  # YAML reads the key on as a truth value
    assert [step["uses"] for step in STEPS] == ["actions/checkout@v4", "OWNER/hedgerow@main"]
    assert STEPS[0]["with"]["fetch-depth"] == 0  # --changed-since needs the merge base
    assert STEPS[1]["with"].keys() <= ACTION["inputs"].keys()
    program, name, *rest = command_line()
    assert (program, name) == ("hedgerow", "validate")
    assert name in _COMMANDS
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} == {"--changed-since"} <= known


def test_the_workflow_s_validate_command(checkout: Path):
    _, *arguments = command_line()
    run = hedgerow(*arguments, cwd=checkout, GITHUB_ACTIONS="true")
    assert (run.returncode, run.stderr) == (0, "")
    assert "2 files, 0 errors, 0 warnings" in run.stdout
    document = checkout / "annotations/train/port-strike.json"
    document.write_text(document.read_text(encoding="utf-8").replace('"c03"', '"c02"', 1))
    run = hedgerow(*arguments, cwd=checkout, GITHUB_ACTIONS="true")
    assert run.returncode == 1
    assert "::error file=annotations/train/port-strike.json,line=91," in run.stdout


def test_the_hook_sees_the_documents(checkout: Path):
    (repository,) = yaml.safe_load(block("pre-commit"))["repos"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = hooks
    assert [wanted["id"] for wanted in repository["hooks"]] == [hook["id"]]
    files = [str(path.relative_to(checkout)) for path in checkout.rglob("*.*")]
    seen = sorted(path for path in files if re.search(hook["files"], path))
    assert [Path(path).name for path in seen] == [
        "exceptions.json",
        "port-strike.json",
        "port-strike.json",
    ]
    arguments = hook["entry"].split()[1:]
    assert hedgerow(*arguments, *seen, cwd=checkout).returncode == 0


def test_every_format_is_explained():
    table = README.split("| `--format` | for |")[1].split("\n\n")[0]
    assert sorted(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == sorted(FORMATS)
