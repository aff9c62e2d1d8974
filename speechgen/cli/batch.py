"""``speechgen batch``: one outline, a document for each row of data."""

import signal
from contextlib import closing
from typing import Any

import click

from speechgen.cli.commands import Command
from speechgen.cli.main import DONE, FINDINGS
from speechgen.cli.show import show
from speechgen.source.messages import say, say_how_many

_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (
        ("-d", "--data"),
        {
            "metavar": "FILE",
            "help": say("the rows: CSV, XLSX, YAML, JSON, or the URL of a database"),
        },
    ),
    (("--sheet",), {"metavar": "NAME", "help": say("the sheet of a workbook")}),
    (("--query",), {"metavar": "SQL", "help": say("the query, or the table, of a database")}),
    (
        ("-o", "--output"),
        {"metavar": "PATH", "help": say("a folder, a file that ends in .zip, or a URL")},
    ),
    (("--name",), {"metavar": "PATTERN", "help": say("the name of each document")}),
    (("--layout",), {"metavar": "NAME", "help": say("a layout of the library")}),
    (
        ("--to",),
        {"default": "docx", "metavar": "docx|md|txt", "help": say("what to write; left out, docx")},
    ),
    (
        ("--vars",),
        {"metavar": "FILE", "help": say("values for all rows, from a YAML or JSON file")},
    ),
    (
        ("--set",),
        {"multiple": True, "metavar": "KEY=VALUE", "help": say("one value for all rows")},
    ),
    (("--where",), {"metavar": "EXPRESSION", "help": say("only rows for which it holds")}),
    (("--rows",), {"metavar": "1-10,15", "help": say("only rows of these numbers")}),
    (
        ("--sample",),
        {"type": click.IntRange(1), "metavar": "N", "help": say("only N rows, the same each time")},
    ),
    (
        ("-j", "--jobs"),
        {"type": click.IntRange(1), "metavar": "N", "help": say("so many processes")},
    ),
    (
        ("--scheduler",),
        {"metavar": "ADDRESS", "help": say("a Dask cluster that does the work: tcp://…")},
    ),
    (("--dry-run",), {"is_flag": True, "help": say("show what would be made, and make nothing")}),
    (
        ("--retry",),
        {"is_flag": True, "help": say("only what failed, or was not reached, last time")},
    ),
    (("--fresh",), {"is_flag": True, "help": say("write every document anew")}),
    (("--force",), {"is_flag": True, "help": say("overwrite documents that were edited")}),
    (("--prune",), {"is_flag": True, "help": say("remove documents whose row has gone")}),
    (("--no-leaks",), {"is_flag": True, "help": say("do not look for names of other rows")}),
    (
        ("--deflate",),
        {
            "type": click.Choice(("zlib", "isal")),
            "default": "zlib",
            "metavar": "zlib|isal",
            "help": say("what packs .docx: isal is faster, and makes other bytes"),
        },
    ),
    (("-q", "--quiet"), {"is_flag": True, "help": say("no progress, only the end")}),
)


def _with_options(function: Any) -> Any:
    for names, settings in reversed(_OPTIONS):
        about = {**settings, "help": str(settings["help"])}
        function = click.option(*names, **about)(function)
    return function


@click.command(
    "batch", Command, help=str(say("Build a document from OUTLINE for each row of data."))
)
@click.argument("outline")
@_with_options
def command(outline: str, **wishes: Any) -> int:
    """Plan, run, tell; 1 if a row failed or something must be looked at."""
    from speechgen.batch.sealed import open_sealed
    from speechgen.cli.values import read_values

    options = _options(wishes, read_values(wishes["vars"], wishes["set"]))
    sealed = None if wishes["dry_run"] else open_sealed(outline, options)
    if sealed is not None:
        with closing(sealed):
            show(sealed.notes)
            _run(sealed, wishes["quiet"])
        return DONE
    from speechgen.batch.run import Batch  # takes longer than all of that

    batch = Batch(outline, options)
    show(batch.notes)
    if wishes["dry_run"]:
        _plan(batch)
        return DONE
    _run(batch, wishes["quiet"])
    return DONE if batch.clean else FINDINGS


def _options(wishes: dict[str, Any], values: Any) -> Any:
    """The wishes of the command line, as a program says them."""
    from speechgen.batch.options import Options

    same = {name: wishes[name] for name in Options._fields if name in wishes}
    return Options(
        **same, values=values.from_file, over=values.one_by_one, leaks=not wishes["no_leaks"]
    )


def _plan(batch: Any) -> None:
    """What would be made, a line for each document."""
    for row, name in batch.plan():
        click.echo(f"{row.number}\t{name}")
    output = batch.destination.output.shown
    told = say_how_many(
        batch.count,
        "{count} document would go to {output}",
        "{count} documents would go to {output}",
        output=output,
    )
    click.echo(str(told))


def _run(batch: Any, quiet: bool) -> None:
    """Run to the end, showing how far it has come; then, in any case, how it ended."""
    from speechgen.cli.progress import progress
    from speechgen.cli.summary import summary

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: end in good order
    try:
        with progress(batch.count, quiet) as tick:
            for result in batch:
                tick(result)
    finally:
        if run := batch.summed_up:
            report = batch.destination.report if batch.reported else ""
            for line in summary(run.totals, run.seconds, batch.findings, report, run.interrupted):
                click.echo(line)
