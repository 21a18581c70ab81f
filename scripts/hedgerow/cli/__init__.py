"""The command line: one small module per command."""

from __future__ import annotations

import importlib
import os
import sys

import click

_COMMANDS = {
    "validate": "Check documents.",
    "export": "Write the dataset.",
    "explain": "Explain a problem code.",
    "show": "Print a document readably.",
    "new": "Begin a document from a plain text.",
    "notate": "Turn a document into the compact notation, or back.",
    "format": "Write documents in canonical form.",
    "reanchor": "Move an annotation onto a corrected text.",
    "migrate": "Bring documents up to the current schema version.",
    "convert": "Convert between our schema and other formats.",
    "stats": "Count the corpus.",
    "browse": "Write the corpus as pages to read.",
    "agreement": "Say how far two annotations agree.",
    "train": "Train classifiers on an export.",
    "predict": "Annotate plain texts with a trained model.",
    "suggest": "Draft plain texts with a trained model, for annotators.",
    "benchmark": "Compare all models on all tasks.",
    "score": "Score predictions against gold documents.",
    "docs": "Regenerate generated files.",
}


class _Lazy(click.Group):
    """Imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"hedgerow.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hedgerow")
def cli() -> None:
    """Hedgerow: an annotated corpus of stance and hedging."""


def main() -> None:
    """Run; exit 0 fine, 1 problems found, 2 usage or internal error."""
    try:
        sys.exit(cli(prog_name="hedgerow", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except OSError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    except Exception as error:  # a bug: say so in one line, the traceback only on request
        if os.environ.get("HEDGEROW_DEBUG"):
            raise
        _say_whose_bug(error)
        sys.exit(2)


def _say_whose_bug(error: Exception) -> None:
    from hedgerow.plugins import PluginError
    from hedgerow.report.text import printable

    if isinstance(error, PluginError):
        click.echo(f"error: {printable(str(error))}", err=True)
        click.echo("set HEDGEROW_DEBUG=1 for the traceback, or leave it out: --ignore X", err=True)
        return
    click.echo(f"internal error: {type(error).__name__}: {error}", err=True)
    click.echo("set HEDGEROW_DEBUG=1 for the traceback and please report it", err=True)
