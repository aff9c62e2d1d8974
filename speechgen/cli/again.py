"""``speechgen build --from DOCUMENT``: what a document was made from, and the document again."""

from pathlib import Path

import click

from speechgen.cli.main import DONE
from speechgen.cli.show import show
from speechgen.rebuilding import Memory, read_memory_of, rebuild
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import Message, say
from speechgen.source.opening import is_folder


def build_again(document: str, outlines: tuple[str, ...], output: str | None, force: bool) -> int:
    """Say what a document was made from, and make it again; ``outlines`` holds at most one."""
    memory = read_memory_of(Path(document))
    _tell(document, memory)
    report = Report()
    outline = Path(outlines[0]) if outlines else None
    target = _target(document, output)
    try:
        made = rebuild(Path(document), memory, outline, target, report, force=force)
    except SpeechgenError:
        show(report.warnings())
        raise
    show(report.warnings())
    click.echo(str(say("wrote {path}", path=str(made.target))))
    same = say("it is the same, byte for byte")
    if not made.same:
        same = say("it is not the same: the document was edited or saved since, or is older")
    click.echo(str(same))
    return DONE


def _target(document: str, output: str | None) -> Path | None:
    if output is None:
        return None
    path = Path(output)
    return path / Path(document).name if is_folder(path) else path


def _tell(document: str, memory: Memory) -> None:
    commit = memory.commit and say(
        ", commit {commit} of {address}", commit=memory.commit[:12], address=memory.git
    )
    lines: list[tuple[Message | str, str]] = [
        (say("outline"), f"{memory.outline} (SHA-256 {memory.digest[:12]}…)"),
        (say("library"), f"{memory.library} {memory.library_version}{commit or ''}"),
        (say("layout"), memory.layout),
        ("speechgen", memory.version),
        *((say("value"), f"{name}: {_short(value)}") for name, value in memory.values.items()),
    ]
    click.echo(str(say("{document} was made from", document=document)))
    for what, said in lines:
        click.echo(f"  {what}  {said}")


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
