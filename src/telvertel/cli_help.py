"""What the command line prints of itself (--help), in our words; its complaints about a command
that is typed wrongly stay those of Typer."""

from __future__ import annotations

from typing import Any

import typer
from typer import core, rich_utils

from telvertel.wording.words import Words

# What Typer draws around our own texts → our words for it.
_DRAWN = {
    "ARGUMENTS_PANEL_TITLE": "arguments",
    "OPTIONS_PANEL_TITLE": "options",
    "COMMANDS_PANEL_TITLE": "commands",
    "ERRORS_PANEL_TITLE": "error",
    "ABORTED_TEXT": "aborted",
    "DEFAULT_STRING": "default",
    "ENVVAR_STRING": "variable",
    "REQUIRED_LONG_STRING": "required",
    "RICH_HELP": "hint",
}


def speaking(w: Words, **settings: Any) -> typer.Typer:
    """A Typer whose help is in the language of ``w``."""
    for name, key in _DRAWN.items():
        setattr(rich_utils, name, w(f"cli.typer.{key}"))

    class InOurWords:
        """How it is used, and the option that says so."""

        def get_help_option(self, ctx: Any) -> Any:
            found = super().get_help_option(ctx)  # type: ignore[misc]
            if found is not None:
                found.help = w("cli.typer.help")
            return found

        def format_usage(self, ctx: Any, formatter: Any) -> None:
            pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
            formatter.write_usage(ctx.command_path, pieces, prefix=f"{w('cli.typer.usage')} ")

    class Command(InOurWords, core.TyperCommand):
        pass

    class Group(InOurWords, core.TyperGroup):
        pass

    class Speaking(typer.Typer):
        def command(self, name: str | None = None, **settings: Any) -> Any:
            metavar = w("cli.typer.options_metavar")
            return super().command(name, cls=Command, options_metavar=metavar, **settings)

    metavars = {name: w(f"cli.typer.{name}") for name in ("options_metavar", "subcommand_metavar")}
    return Speaking(cls=Group, **metavars, **settings)
