"""A command line that Click refuses, told as every other fault is."""

from collections.abc import Iterable

import click

from speechgen.cli.show import show
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import Message, language, say


class Formatter(click.HelpFormatter):
    """Help with the colons of the reader's language."""

    def write_heading(self, heading: str) -> None:
        """The heading of a list of options or commands."""
        colon = "：" if language() == "zh" else ":"
        self.write(f"{'':>{self.current_indent}}{heading}{colon}\n")


def show_usage_fault(error: click.ClickException) -> None:
    """Print how the command is written, and what is wrong with this line (E604)."""
    if not isinstance(error, click.UsageError) or type(error).__name__ == "NoArgsIsHelpError":
        error.show()  # the whole help, for a line without a command
        return
    message, hint = _told(error)
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        path = error.ctx.command_path
        hint = hint or say("'{command} --help' shows how it is written", command=path)
    show([Diagnostic(Severity.ERROR, "E604", message, None, hint)])


def _told(error: click.UsageError) -> tuple[Message, Message | None]:
    from speechgen.source.misfit import near_miss

    if isinstance(error, click.NoSuchOption):
        near = near_miss(error.option_name, error.possibilities or ())
        return say("there is no option '{name}'", name=error.option_name), near
    if isinstance(error, NoSuchCommand):
        near = near_miss(error.message, error.commands)
        return say("there is no command '{name}'", name=error.message), near
    if isinstance(error, click.MissingParameter) and error.param is not None:
        option = isinstance(error.param, click.Option)
        name = max(error.param.opts, key=len) if option else error.param.human_readable_name
        return say("'{name}' is missing", name=name), None
    return say("{reason}", reason=error.format_message().rstrip(".。")), None


class NoSuchCommand(click.UsageError):
    """A command that there is not; its message is the name. ``commands`` are those there are."""

    def __init__(self, name: str, commands: Iterable[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.commands = tuple(commands)
