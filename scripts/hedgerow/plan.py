"""What a run of the validator has to look at, given the codes that count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hedgerow.catalogue import CATALOGUE
from hedgerow.checks import LEVELS, Levels, levels
from hedgerow.settings import Settings


@dataclass(frozen=True)
class Plan:
    """The levels of checks, and whether seeds are read."""

    levels: Levels = LEVELS
    seeds: bool = True

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of checks in the levels."""
        return frozenset(family for level in self.levels for family in level)

    @classmethod
    def of(cls, settings: Settings) -> Plan:
        """The least that gives every problem the settings want."""
        more = settings.plugins()  # whose codes are in the catalogue from here on
        wanted = [code for code in CATALOGUE if settings.wants(code)]
        letters = "".join({code[0] for code in wanted})
        return cls(levels(letters, more), any("T001" <= c <= "T005" for c in wanted))
