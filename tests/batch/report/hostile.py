"""What a stranger may have put into a data file, an outline or a file's name."""

from datetime import UTC, datetime

from speechgen.batch.report.run import Entry, Run, Totals
from speechgen.batch.result import Leak, Result, Status
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import say
from speechgen.source.place import Place

TEXTS = (
    "</script><script>window.pwned = 1</script>",
    "<!--<script>",
    "]]></textarea></title><svg onload='window.pwned = 1'>",
    '<img src=x onerror="window.pwned = 1">',
    '" onmouseover="window.pwned = 1" x=\'',
    "javascript:window.pwned=1",
    "//example.invalid/x",
    "../../云溪县.docx",
    "50% & more #1?a=b",
    "a\u202egpj.exe",
    "\u2066\u200bzero\ufeff",
    "bell\u0007 nul\u0000 escape\u001b[31m delete\u007f next\u0085",
    "line\u2028paragraph\u2029end",
    "tab\tline\nreturn\rend",
    "half \ud83d a pair",
    "𠮷🙂👩‍👩‍👧 combining é",
    "عربي عبري",
    "$name ${title} {count} %s \\ \\u003c",
    "__proto__",
    "x" * 3000,
)


def entries() -> list[Entry]:
    """Each text as everything that a row can hold; every other row fails."""
    return [_entry(number, text) for number, text in enumerate(TEXTS, 1)]


def _entry(row: int, text: str) -> Entry:
    place = Place(text, 1, 2)
    message = say("'{name}' is undefined", name=text)
    found = Diagnostic(Severity.ERROR, "E203", message, place, message, (place,))
    leaks = tuple(
        Leak(kind, text, f"before {text} after", text, (1, 999), place)
        for kind in ("identity", "level")
    )
    status = Status.FAILED if row % 2 else Status.BUILT
    result = Result(row, row, text, status, "", 10, 100 + row, 0.001, (found,), leaks)
    return Entry(result, (text, text), row / len(TEXTS), {1: text})


def run() -> Run:
    """A run whose every text is hostile too."""
    totals = Totals()
    for entry in entries():
        totals.add(entry.result)
    message = say("'{name}' is undefined", name=TEXTS[0])
    return Run(
        TEXTS[0],
        TEXTS[3],
        TEXTS[4],
        "docx",
        datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        1.5,
        1,
        totals,
        True,
        (TEXTS[0], "__proto__"),
        "",
        (Diagnostic(Severity.WARNING, "W601", message, Place(TEXTS[0])),),
        ((1, 2), (3, 999)),
        TEXTS,
    )
