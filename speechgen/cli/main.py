"""The group of commands; each is imported only when it is run."""

import atexit
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Never

import click

from speechgen.cli.commands import Commands, telling
from speechgen.cli.show import show
from speechgen.cli.stop import STOPPED, leave_at_once
from speechgen.cli.usage import Formatter, show_usage_fault
from speechgen.source.diagnostic import Diagnostic, Severity, SpeechgenError
from speechgen.source.files import reason_of
from speechgen.source.messages import LANGUAGES, Message, bind, say, set_language
from speechgen.source.version import __version__

# Each command, its module in this room, and what `speechgen --help` says of it.
COMMANDS = {
    "build": say("build documents from outlines"),
    "batch": say("build a document for each row of data"),
    "new": say("write a new outline to begin with"),
    "import": say("turn an old speech into an outline"),
    "expand": say("show what the templates make of an outline"),
    "library": say("see and keep template libraries"),
    "schema": say("print the JSON Schema of outlines, for editors"),
}
DONE, FINDINGS, FAILED = 0, 1, 2


click.Context.formatter_class = Formatter


def _group() -> click.Group:
    about = say("From a YAML outline to a speech in Word, in the standard layout.")
    about_version = say("show the version and leave")
    version = telling("--version", about_version, lambda _: f"speechgen {__version__}")
    lang = click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=str(say("the language of messages; left out, the system's")),
    )
    group = Commands("speechgen", COMMANDS, "speechgen.cli", str(about))
    group.params += [lang, version]
    return group


def main(arguments: list[str] | None = None) -> Never:
    """Run the command line and exit: 0 done, 1 done with findings, 2 could not do it, 130 stopped.

    As a program (without ``arguments``) it leaves without freeing every object first, which would
    take a tenth of a cold build; what was registered to run at exit is run.
    """
    if arguments is not None:
        sys.exit(_run(list(arguments)))
    code = _run(sys.argv[1:])
    leave_at_once()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads
            stream.flush()
    os._exit(code)


def _run(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    try:
        return _outcome(arguments)
    except KeyboardInterrupt:
        return STOPPED
    except OSError:  # what went wrong cannot be told: nobody reads, or the disk is full
        return FAILED


def _outcome(arguments: list[str]) -> int:
    """Run the command line and tell what went wrong; the exit code."""
    _prepare_streams()
    set_language(_take_language(arguments))
    bind()
    try:
        code = _group().main(arguments, "speechgen", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        click.echo(str(say("stopped")), err=True)
        return STOPPED
    except SystemExit as end:  # Click's answer to a pipe that nobody reads
        return FAILED if end.code else DONE
    except click.ClickException as error:
        show_usage_fault(error)
        return FAILED
    except Exception as error:
        show(_told(error))
        return FAILED
    return code if isinstance(code, int) else DONE


def _told(error: Exception) -> Iterable[Diagnostic]:
    """What is said of an exception; most of them are faults of ours."""
    if isinstance(error, SpeechgenError):
        return error.diagnostics
    if isinstance(error, OSError) and error.filename is None:  # files were opened by name
        message = say("what is printed cannot be written: {reason}", reason=reason_of(error))
        return [_error("E514", message)]
    if isinstance(error, MemoryError):
        return [_error("E205", say("there is not enough memory for this"))]
    if os.environ.get("SPEECHGEN_DEBUG"):
        from traceback import print_exception

        print_exception(error)
    reason = f"{type(error).__name__}: {error}"
    message = say("speechgen itself failed ({reason}); please report this", reason=reason)
    return [_error("E900", message, say("SPEECHGEN_DEBUG=1 shows the whole trace"))]


def _error(code: str, message: Message, hint: Message | None = None) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, None, hint)


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
