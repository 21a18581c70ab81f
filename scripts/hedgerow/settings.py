"""Which problems count: the command line over ``[tool.hedgerow]`` in pyproject.toml."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hedgerow import plugins
from hedgerow.catalogue import CATALOGUE
from hedgerow.problems import Problem


def codes(given: str | Iterable[str]) -> tuple[str, ...]:
    """Codes as people write them: one or several, joined by commas, in any case."""
    several = [given] if isinstance(given, str) else given
    return tuple(code.strip().upper() for some in several for code in some.split(",") if code)


class SettingsError(ValueError):
    """A setting is wrong; the message says which and what it may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Codes, or beginnings of codes (W), that count and that do not; empty `select` is all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False

    def __post_init__(self) -> None:
        for name in (*self.select, *self.ignore):
            if name.startswith("X") and name != "X":
                plugins.load()
            if name != "X" and not any(code.startswith(name) for code in CATALOGUE):
                raise SettingsError(f"no code begins with {name!r}; hedgerow explain lists them")

    def wants(self, code: str) -> bool:
        """Whether problems of a code are reported. An ignored code wins over a selected one."""
        selected = not self.select or code.startswith(self.select)
        return selected and not (self.ignore and code.startswith(self.ignore))

    def counts(self, problem: Problem) -> bool:
        """Whether a problem is reported."""
        return self.wants(problem.code)

    def plugins(self) -> tuple[plugins.Plugin, ...]:
        """The checks of other distributions that are wanted; none is imported without need."""
        if "X" in self.ignore or (self.select and not any(s[:1] in "X" for s in self.select)):
            return ()
        found = plugins.load()
        return tuple(p for p in found if any(self.wants(rule.code) for rule in p.rules))

    def failed(self, problems: Iterable[Problem]) -> bool:
        """Whether these problems make the run fail: errors do, warnings only when strict."""
        return any(self.strict or problem.severity == "error" for problem in problems)


def from_pyproject(start: Path) -> Settings:
    """Settings of the nearest pyproject.toml at or above `start` that has the table.

    Raises SettingsError for an unknown key or a value of the wrong type.
    """
    for folder in (start.absolute(), *start.absolute().parents):
        table = _table(folder / "pyproject.toml")
        if table is not None:
            return _settings(table, folder / "pyproject.toml")
    return Settings()


def _table(path: Path) -> dict[str, object] | None:
    if not path.is_file():
        return None
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("hedgerow")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    return table if table is None or isinstance(table, dict) else {}


def _settings(table: dict[str, object], path: Path) -> Settings:
    values: dict[str, tuple[str, ...]] = {}
    for key in ("select", "ignore"):
        codes = table.pop(key, [])
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise SettingsError(f"{path}: tool.hedgerow.{key} is a list of codes")
        values[key] = tuple(codes)
    strict = table.pop("strict", False)
    if not isinstance(strict, bool):
        raise SettingsError(f"{path}: tool.hedgerow.strict is true or false")
    if table:
        known = "select, ignore, strict"
        raise SettingsError(f"{path}: tool.hedgerow has no key {min(table)!r}, only {known}")
    return Settings(values["select"], values["ignore"], strict)
