"""A section template file: a YAML header between two ``---`` lines, then Markdown with Jinja."""

from pathlib import Path

from speechgen.library.contract import Contract, read_contract
from speechgen.library.inside import Reader
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.yaml_file import read_library_yaml

SUFFIX = ".md.j2"


class SectionTemplate(Record):
    """One template: its contract, its body, and the line of the file on which the body begins."""

    name: str
    file: str
    contract: Contract
    body: str
    body_line: int


def load_template(path: Path, read: Reader) -> SectionTemplate:
    """Read one template; ``read`` gives the text of its file.

    Raises :class:`SpeechgenError` for a file that cannot be read, E303 for a missing header, and
    every fault of the header with its place.
    """
    report = Report()
    text = read(path).replace("\r\n", "\n")
    header, body, line = _split(text, str(path), report)
    node = read_library_yaml(header, str(path), report, line=2)
    if node is None and not report.failed:
        report.error("E303", say("the header is empty"), Place(str(path), 1, 1), _HEADER)
    contract = read_contract(node, report) if node is not None else None
    report.check()
    assert contract is not None
    name = path.name.removesuffix(SUFFIX)
    return SectionTemplate(name, str(path), contract, body, line)


_HEADER = say("a template begins with a header between two lines of ---: about, fields, example")


def _split(text: str, file: str, report: Report) -> tuple[str, str, int]:
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        for index, line in enumerate(lines[1:], 1):
            if line.rstrip() == "---":
                return "\n".join(lines[1:index]), "\n".join(lines[index + 1 :]), index + 2
    report.error("E303", say("the template has no header"), Place(file, 1, 1), _HEADER)
    report.check()
    raise AssertionError
