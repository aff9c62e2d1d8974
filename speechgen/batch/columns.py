"""The header of a table against what an outline declares and uses."""

from speechgen.batch.plan import ROW, Given
from speechgen.batch.rows.table import Table
from speechgen.expand.lone import LoneText
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say, say_how_many
from speechgen.source.misfit import near_miss
from speechgen.speech import Speech

_MOST_LIKENED = 200  # columns that a near miss is looked for; it takes time, and nobody reads more


def check_columns(
    speech: Speech, table: Table, given: Given, texts: list[LoneText], report: Report
) -> None:
    """Report a required variable that no column brings (E756), a column that nothing uses (W757).

    ``texts`` are those beside the speech that use columns too: the name pattern, the condition.
    """
    if not table.columns:  # each row brings its own names, and is checked by itself
        return
    columns = {column.partition(".")[0]: column for column in table.columns}
    _missing(speech, table, {*columns, *given.under, *given.over}, report)
    used = speech.used_names.union(*(text.names for text in texts), speech.variables.required)
    unused = [column for name, column in columns.items() if name not in used | {ROW}]
    wanted = speech.variables.names - set(columns)
    for column in unused[:_MOST_LIKENED]:
        message = say("no text uses the column '{name}'", name=column)
        hint = near_miss(column, wanted)
        report.warning("W757", message, table.place(0, column), hint)
    if len(unused) > _MOST_LIKENED:
        message = say_how_many(
            len(unused) - _MOST_LIKENED,
            "no text uses {count} more column",
            "no text uses {count} more columns",
        )
        report.warning("W757", message, table.place(0))


def _missing(speech: Speech, table: Table, brought: set[str], report: Report) -> None:
    for name in speech.variables.lacking:
        if name not in brought:
            message = say("no column brings the required variable '{name}'", name=name)
            near = near_miss(name, set(table.columns) - speech.variables.names)
            hint = near or say("add the column, or give one value for all rows with --set")
            report.error("E756", message, table.place(0), hint)
