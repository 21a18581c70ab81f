"""Checks that other distributions add to ``hedgerow validate``.

This is the whole contract. A distribution registers a function under the entry point group
``hedgerow.checks``::

    [project.entry-points."hedgerow.checks"]
    datelines = "acme_hedgerow:datelines"

The function takes an `Index` and gives problems, of codes that it declares::

    from collections.abc import Iterator
    from hedgerow.plugins import Index, Problem, Rule, Told, declares

    @declares(
        Rule(
            "X001",
            "no dateline",
            "The text does not begin with a dateline.",
            "Our archive is sorted by it.",
            "Add the dateline to the seed.",
            Told("Kyiv, 3 March - The talks ...", "The talks ..."),
            severity="warning",
        )
    )
    def datelines(index: Index) -> Iterator[Problem]:
        if " - " not in index.document.text[:60]:
            yield Problem(code="X001", message="no dateline", pointer="/text")

- A code is X and three digits, and no two distributions may declare the same one. It is a code like
  any other: in every output format, for ``explain``, ``--select`` and ``--ignore``, in exceptions
  (if it warns). A problem of an undeclared code is refused.
- The function is called once for each document whose spans, sentences, ids and links are sound;
  documents come one at a time, in any order. It must not change the document. A problem needs a
  code and a message; its pointer is a JSON Pointer into the document, path and line are filled in.
- ``hedgerow.validate`` and ``hedgerow validate`` call it; export and load do not. If it raises, the
  run stops with `PluginError` (exit code 2), which names the distribution: half a check is none.
  Nothing is imported if no X code is wanted, as with ``--ignore X``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from hedgerow.catalogue import CATALOGUE
from hedgerow.catalogue.rule import Rule, Told
from hedgerow.index import Index
from hedgerow.problems import Problem

__all__ = ["Index", "Plugin", "PluginError", "Problem", "Rule", "Told", "declares", "load"]

GROUP = "hedgerow.checks"
_DECLARED = "hedgerow_rules"

Function = TypeVar("Function", bound=Callable[[Index], Iterable[Problem]])


class PluginError(Exception):
    """A check of another distribution is broken; the message names both."""


def declares(*rules: Rule) -> Callable[[Function], Function]:
    """Declare the codes whose problems a check may give."""

    def declare(function: Function) -> Function:
        setattr(function, _DECLARED, rules)
        return function

    return declare


@dataclass(frozen=True, slots=True)
class Plugin:
    """A check of another distribution; `name` says which and whose."""

    name: str
    rules: tuple[Rule, ...]
    function: Callable[[Index], Iterable[Problem]]

    def __call__(self, index: Index) -> Iterator[Problem]:
        """The problems of one document. Raises PluginError for whatever goes wrong."""
        codes = {rule.code for rule in self.rules}
        try:
            for problem in self.function(index):
                if problem.code not in codes:
                    raise PluginError(f"{self.name} gave {problem.code}, which it does not declare")
                yield problem
        except PluginError:
            raise
        except (Exception, SystemExit) as error:
            where = f"{self.name} failed on document {index.document.id}"
            raise PluginError(f"{where}: {type(error).__name__}: {error}") from error


@lru_cache(maxsize=1)
def load() -> tuple[Plugin, ...]:
    """All registered checks; their codes are in the catalogue from then on. Raises PluginError."""
    from importlib.metadata import entry_points

    plugins = []
    owners: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        name = f"check {entry.name} of {entry.dist.name if entry.dist else 'a distribution'}"
        plugin = _plugin(name, entry)
        for rule in plugin.rules:
            if owners.setdefault(rule.code, name) != name:
                raise PluginError(f"{name} declares {rule.code}, as does {owners[rule.code]}")
        plugins.append(plugin)
    CATALOGUE.update({rule.code: rule for plugin in plugins for rule in plugin.rules})
    return tuple(plugins)


def _plugin(name: str, entry: Any) -> Plugin:
    try:
        function = entry.load()
    except (Exception, SystemExit) as error:
        raise PluginError(f"{name} cannot be loaded: {type(error).__name__}: {error}") from error
    rules = getattr(function, _DECLARED, ())
    if not callable(function) or not rules:
        raise PluginError(f"{name} is no function with declared codes; see hedgerow.plugins")
    for rule in rules:
        if not isinstance(rule, Rule) or not re.fullmatch(r"X[0-9]{3}", str(rule.code)):
            code = getattr(rule, "code", rule)
            raise PluginError(f"{name} declares {code}; a code of its own is X and three digits")
        if rule.severity not in ("error", "warning"):
            raise PluginError(f"{name}: {rule.code} is {rule.severity}, not error or warning")
    return Plugin(name, tuple(rules), function)
