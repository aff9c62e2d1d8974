"""The group of commands; each is imported only when it is run."""

import atexit
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Never

import click

from speechgen.cli.show import show
from speechgen.source.diagnostic import Diagnostic, Severity, SpeechgenError
from speechgen.source.messages import LANGUAGES, bind, say, set_language
from speechgen.source.place import Place
from speechgen.source.version import __version__

# Each command, its module in this room, and what `speechgen --help` says of it.
COMMANDS = {
    "build": say("build documents from outlines"),
    "batch": say("build a document for each row of data"),
    "new": say("write a new outline to begin with"),
    "expand": say("show what the templates make of an outline"),
    "schema": say("print the JSON Schema of outlines, for editors"),
}
DONE, FINDINGS, FAILED = 0, 1, 2


class Commands(click.Group):
    """A group that imports a command when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"speechgen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing what it lists."""
        with formatter.section(str(say("Commands"))):
            formatter.write_dl([(name, str(about)) for name, about in COMMANDS.items()])


def _group() -> click.Group:
    about = say("From a YAML outline to a speech in Word, in the standard layout.")
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_version,
        help=str(say("show the version and leave")),
    )
    lang = click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=str(say("the language of messages; left out, the system's")),
    )
    return Commands("speechgen", params=[lang, version], help=str(about), no_args_is_help=True)


def _version(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"speechgen {__version__}")
        ctx.exit()


def main(arguments: list[str] | None = None) -> Never:
    """Run the command line and exit: 0 done, 1 done with findings, 2 could not do it.

    As a program (without ``arguments``) it leaves without freeing every object first, which would
    take a tenth of a cold build; what was registered to run at exit is run.
    """
    if arguments is not None:
        sys.exit(_run(list(arguments)))
    code = _run(sys.argv[1:])
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads
            stream.flush()
    os._exit(code)


def _run(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    _prepare_streams()
    set_language(_take_language(arguments))
    bind()
    try:
        code = _group().main(arguments, "speechgen", standalone_mode=False)
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.ClickException as error:
        error.show()
        code = FAILED
    except click.Abort:
        click.echo(str(say("stopped")), err=True)
        code = FAILED
    except SpeechgenError as error:
        show(error.diagnostics)
        code = FAILED
    except (OSError, RecursionError) as error:
        code = _system(error)
    except Exception as error:
        code = _bug(error)
    return code if isinstance(code, int) else DONE


def _take_language(arguments: list[str]) -> str | None:
    """``--lang zh``, wherever it stands: help texts are made before options are read."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            width = 1 if value else 2
            value = value or "".join(arguments[index + 1 : index + 2])
            if value in LANGUAGES:
                del arguments[index : index + width]
                return value
    wished = os.environ.get("SPEECHGEN_LANG")
    return wished if wished in LANGUAGES else None


def _prepare_streams() -> None:
    """A console that cannot show a character (GBK) shows ? for it, and goes on."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _system(error: OSError | RecursionError) -> int:
    """What the system refuses in a place where nobody expected it to."""
    reason = getattr(error, "strerror", None) or str(error)
    place = Place(str(getattr(error, "filename", None) or "speechgen"))
    message = say("the file cannot be read: {reason}", reason=reason)
    show([Diagnostic(Severity.ERROR, "E105", message, place)])
    return FAILED


def _bug(error: Exception) -> int:
    """A fault of ours: say so briefly; the whole traceback on request."""
    if os.environ.get("SPEECHGEN_DEBUG"):
        raise error
    reason = f"{type(error).__name__}: {error}"
    message = say("speechgen itself failed ({reason}); please report this", reason=reason)
    click.echo(f"{say('error')}[E900]: {message}", err=True)
    click.echo(f"  {say('hint')}: {say('SPEECHGEN_DEBUG=1 shows the whole trace')}", err=True)
    return FAILED
