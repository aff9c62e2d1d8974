"""The passes: each takes a form and gives a form; run in this order.

They work on texts with holes in them, so that what they do is done once for all variants of a
shape. The one pass that looks at values, breaking the title, is in :mod:`title`.
"""

from speechgen.document.holes import ends_in_mark
from speechgen.document.tree import Block, Form, Heading, Paragraph, Run, plain
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say

FULL_STOP = "。"


def run_passes(form: Form, report: Report) -> Form:
    """Every pass in order; faults go into ``report``."""
    form = number_headings(form, report)
    return join_run_in_heads(form)


def number_headings(form: Form, report: Report) -> Form:
    """Give each counted heading its label; E402 where a style has no label for a number."""
    counts: dict[int, int] = {}

    def number(block: Block) -> Block:
        if not isinstance(block, Heading) or not block.counted:
            return block
        count = counts.get(block.series, (block.start or 1) - 1) + 1
        counts[block.series] = count
        try:
            return block._replace(label=block.style.label(count))
        except ValueError:
            first, most = block.style.first, block.style.most
            message = say("the number style '{style}' ends at {most}", style=first, most=most)
            report.error("E402", message, block.place, say("choose another number style"))
            return block

    return form._replace(blocks=tuple(number(block) for block in form.blocks))


def join_run_in_heads(form: Form) -> Form:
    """Make a run-in head and the paragraph that follows it one paragraph."""
    joined: list[Block] = []
    head: tuple[Run, ...] = ()
    for block in form.blocks:
        if isinstance(block, Paragraph):
            joined.append(block._replace(runs=head + block.runs) if head else block)
            head = ()
            continue
        joined += [Paragraph(head)] if head else []
        head = _head(block) if block.run_in else ()
        if block.alone or not block.run_in:
            joined.append(Paragraph(head) if head else block)
            head = ()
    return form._replace(blocks=tuple(joined + ([Paragraph(head)] if head else [])))


def _head(heading: Heading) -> tuple[Run, ...]:
    """The runs of a run-in head: its label, its text, the end mark that it lacks."""
    style = "lead" if heading.style.worded else f"head{heading.level}"
    text = tuple(run._replace(style=style) for run in heading.runs)
    label = (Run(heading.label, style=style),) if heading.label else ()
    stop = () if not text or ends_in_mark(plain(text)) else (Run(FULL_STOP, style=style),)
    return label + text + stop
