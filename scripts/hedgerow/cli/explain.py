"""The command hedgerow explain."""

from __future__ import annotations

import difflib

import click

from hedgerow import plugins
from hedgerow.catalogue import CATALOGUE
from hedgerow.explain import explain


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain a problem code; without CODE, list all."""
    if code is None or code.upper().startswith("X"):
        plugins.load()
    if code is None:
        for rule in CATALOGUE.values():
            click.echo(f"{rule.code}  {rule.severity:<7}  {rule.title}")
    elif code.upper() in CATALOGUE:
        click.echo(explain(code), nl=False)
    else:
        close = difflib.get_close_matches(code.upper(), CATALOGUE, n=1)
        hint = f"did you mean {close[0]}?" if close else "hedgerow explain lists all codes"
        raise click.UsageError(f"there is no code {code}; {hint}")
    return 0
