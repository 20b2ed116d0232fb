"""The `flashweb` command: one file a command, each imported only when it is named.

So `flashweb --help` answers at once, and a command's module may import what it needs.
"""

from __future__ import annotations

from importlib import import_module

import click

from flashweb import __version__
from flashweb.core.errors import ConfigurationError, FlashWebError

COMMANDS = {
    "ask": "Ask about screenshots here and now, without a server.",
    "audit": "Search, check, export and erase the record of questions and answers.",
    "bench": "Measure an OpenAI-compatible server under load.",
    "eval": "Measure how well a server answers questions about screenshots.",
    "keys": "Make, list and end API keys.",
    "models": "List the models and what they can do.",
    "parse": "Tell what screenshots show, as a tree of elements.",
    "serve": "Serve the page and the API.",
}
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class UserProblem(click.ClickException):
    """An error that the user can mend: one line on stderr, never a traceback."""


class SettingProblem(UserProblem):
    """The same for a bad setting, told apart by its exit code."""

    exit_code = 2


class LazyGroup(click.Group):
    """Finds command `x` in `flashweb.cli.x` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"flashweb.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ConfigurationError as error:
            raise SettingProblem(error.message) from error
        except FlashWebError as error:
            raise UserProblem(error.message) from error


@click.group(cls=LazyGroup, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="flashweb", message="%(prog)s %(version)s")
def main() -> None:
    """Ask about web screenshots in Chinese or English; answers stream, with boxes that prove them."""
