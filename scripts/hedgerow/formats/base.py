"""What all formats share: their declaration, and the report of a conversion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hedgerow.problems import Problem

EXAMPLES = 5  # places shown for each kind of loss


@dataclass(frozen=True, slots=True)
class Format:
    """A format as ``hedgerow convert --list`` shows it.

    `offsets` is the unit on disk. `losses` say what does not come back, in plain words; the
    module's ``carried`` does exactly that. `remarks` say what the tool itself does with its files.
    `extra` is the extra of the package that has its libraries.
    """

    name: str
    title: str
    offsets: str = "code points"
    losses: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    extra: str | None = None


@dataclass(slots=True)
class Report:
    """What a conversion may do, did, and could not do.

    `by` is the user of a tool whose annotations count, where there are several; None: whoever.
    Without `predicted`, what nobody has annotated does not count.
    """

    repair: bool = False
    by: str | None = None
    predicted: bool = True
    documents: int = 0
    records: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lose(self, what: str, place: str) -> None:
        """Count something that is not carried over, with an example of where it stood."""
        self.lost[what] += 1
        places = self.places.setdefault(what, [])
        if len(places) < EXAMPLES:
            places.append(place)

    def wrong(self, message: str, path: Path, line: int = 0, column: int = 0) -> None:
        """Report broken input; the record or document concerned is left out."""
        place = {"path": str(path), "line": line, "column": column}
        self.problems.append(Problem(code="F001", message=message, **place))  # type: ignore[arg-type]

    def repaired(self, what: str, path: Path, line: int = 0) -> bool:
        """Whether something broken may be repaired; if so it is listed, else it is a problem."""
        if self.repair:
            self.repairs.append(f"{path}:{line}: {what}" if line else f"{path}: {what}")
        else:
            self.wrong(f"{what}; --repair would mend it", path, line)
        return self.repair

    def moved(self, old: Path, new: Path) -> None:
        """Problems of what was written at `old` are of what lies at `new` now."""
        self.problems = [
            replace(problem, path=problem.path.replace(str(old), str(new), 1))
            for problem in self.problems
        ]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        return {
            "version": 1,
            "documents": self.documents,
            "records": dict(self.records),
            "not_carried_over": [
                {"what": what, "count": count, "places": self.places.get(what, [])}
                for what, count in self.lost.most_common()
            ],
            "repairs": self.repairs,
            "problems": len(self.problems),
        }

    def lines(self) -> Iterable[str]:
        """The report as text."""
        records = ", ".join(f"{count} {layer}" for layer, count in self.records.items())
        yield f"{self.documents} documents: {records or 'no records'}"
        for what, count in self.lost.most_common():
            yield f"not carried over: {count} {what} (such as {self.places[what][0]})"
        for repair in self.repairs:
            yield f"repaired: {repair}"
