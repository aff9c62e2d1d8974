"""The leak check said as plainly as can be: every stretch of every line, no index, no shortcut."""

from speechgen.batch.leaks.levels import level_of, level_words
from speechgen.batch.leaks.names import LONGEST_NAME, short_form, stands_alone, tells
from speechgen.document.tree import Document, Heading, plain

Row = dict[str, str]


def lines(document: Document) -> list[str]:
    """Every printed line, the title as one."""
    form = document.filled().form
    head = [form.subtitle, form.post, form.name, form.date, form.mark, form.salutation]
    blocks = [
        (block.label if isinstance(block, Heading) else "") + plain(block.runs)
        for block in form.blocks
    ]
    return ["".join(plain(line) for line in document.title), *map(plain, head), *blocks]


def looked_for(rows: list[Row]) -> set[tuple[str, bool]]:
    """The identity values of all rows, and whether each is only a short form."""
    column_of: dict[str, str] = {}
    for row in rows:
        for column, value in row.items():
            if tells(value):
                column_of.setdefault(value, column)
    shorts = set()
    for column in rows[0]:
        names = [name for name, its in column_of.items() if its == column]
        short = [form for name in names if (form := short_form(name))]
        shorts.update(short if 2 * len(short) >= len(names) else [])
    names = set(column_of)
    return {(name, False) for name in names} | {(short, True) for short in shorts - names}


def leaks(document: Document, row: Row, rows: list[Row], mentions: list[str]) -> list[str]:
    """What leaks, line by line, in order."""
    own = {value for value in row.values() if value}
    own |= {short for value in row.values() if (short := short_form(value))}
    assert all(len(value) <= LONGEST_NAME for value in own)
    found = []
    for line in lines(document):
        stretches = []
        for name, short in looked_for(rows):
            for start in range(len(line)):
                end = start + len(name)
                if line[start:end] != name or not stands_alone(line, start, end, short):
                    continue
                if not _inside(line, start, end, own | set(mentions)):
                    stretches.append((start, end))
        stretches.sort(key=lambda stretch: (stretch[0] - stretch[1], stretch[0]))
        taken = list[tuple[int, int]]()
        for start, end in stretches:
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
        level = level_of(row.get("level", ""))
        for start, end, word in level_words(line) if level else ():
            if word != level and not _inside(line, start, end, set(mentions)):
                taken.append((start, end))
        found += [line[start:end] for start, end in sorted(taken)]
    return found


def _inside(line: str, start: int, end: int, names: set[str]) -> bool:
    return any(
        line[first : first + len(name)] == name and first <= start and end <= first + len(name)
        for name in names
        for first in range(len(line))
    )
