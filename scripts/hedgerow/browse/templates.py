"""Pages from the templates, every value escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow.extras import install

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
# Texts are data: no script, style or picture but the site's own files. A browser may count no file
# that is opened from disk as 'self', so the scheme is named too.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; "
    "img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)


def page(template: str, **values: Any) -> str:
    """A page. Raises ImportError with what to install where Jinja2 is missing."""
    return _environment().get_template(template).render(policy=POLICY, **values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        message = f"the pages need jinja2: {install('browse')}"
        raise ImportError(message, name=error.name) from error

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["grouped"] = lambda number: f"{number:,}".replace(",", "\u202f")
    return environment
