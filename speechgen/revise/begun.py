"""A list that begins at the end of a paragraph and goes on in the next ones."""

from speechgen.revise.draft import Line
from speechgen.revise.inline import find_inline
from speechgen.revise.labels import label_at


def split_begun(lines: list[Line]) -> list[Line]:
    """The lines, one split before 一是 where 二是 begins the next.

    So that the items are beside each other; the break is the one thing that is added.
    """
    found: list[Line] = []
    for index, line in enumerate(lines):
        following = label_at(lines[index + 1].text) if index + 1 < len(lines) else None
        own = label_at(line.text)
        head = len(own.printed) if own else 0
        begun = find_inline(line.text[head:], 1) if following and following.number == 2 else []
        first = begun[0] if len(begun) == 1 else None
        if first and following and first.start and first.label.family == following.family:
            cut = head + first.start
            found.append(line._replace(text=line.text[:cut].rstrip()))
            found.append(line._replace(text=line.text[cut:], gap=False))
        else:
            found.append(line)
    return found
