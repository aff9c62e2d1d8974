"""Commands, and groups of them, each imported only when it is run."""

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

import click

from speechgen.cli.usage import NoSuchCommand
from speechgen.source.messages import Message, say

if TYPE_CHECKING:
    from click.parser import _OptionParser


class Command(click.Command):
    """A command without two detours of Click's that take longer than all else it does."""

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """``--help``; for its own Click asks gettext, which searches in vain for English."""
        return self._help

    @cached_property
    def _help(self) -> click.Option:
        return telling("--help", say("Show this message and exit."), click.Context.get_help)

    def make_parser(self, ctx: click.Context) -> "_OptionParser":
        """The parser, with ``-o`` among the long options: Click looks for it there first.

        For what it does not find there it looks for near misses at once, and loads difflib.
        """
        parser = super().make_parser(ctx)
        parser._long_opt.update(parser._short_opt)
        return parser


def telling(flag: str, about: Message, told: Callable[[click.Context], str]) -> click.Option:
    """An option that prints what ``told`` gives, and leaves; nothing else is looked at."""

    def tell(ctx: click.Context, option: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(told(ctx), color=ctx.color)
            ctx.exit()

    return click.Option(
        [flag], is_flag=True, expose_value=False, is_eager=True, callback=tell, help=str(about)
    )


class Commands(Command, click.Group):
    """A group that imports a command when it is called for.

    ``table`` has the commands in their order, each with what the help says of it; the module of
    each is the one of that name in ``package``, with a ``_`` after a word that Python keeps.
    """

    def __init__(self, name: str, table: Mapping[str, Message], package: str, about: str) -> None:
        super().__init__(name, help=about, no_args_is_help=True)
        self.table = table
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in self.table:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"{self._package}.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called for, or a fault that can tell the near miss."""
        if args and args[0] not in self.table:
            raise NoSuchCommand(args[0], self.table, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing what it lists."""
        with formatter.section(str(say("Commands"))):
            formatter.write_dl([(name, str(about)) for name, about in self.table.items()])


def every_command(group: Commands) -> list[str]:
    """All commands as they are typed after the group's name, those of groups within it too."""
    found: list[str] = []
    for name in group.table:
        command = group.get_command(click.Context(group), name)
        within = every_command(command) if isinstance(command, Commands) else None
        found += [f"{name} {below}" for below in within] if within else [name]
    return found
