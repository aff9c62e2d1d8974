"""What the headers of a folder of templates say of Chinese names, remembered from run to run.

A build that names one block in Chinese must know the names of all templates: of five hundred, half
a second of reading. So the names of sound templates are kept under what the folder shows of each
file: size, number and times, which every writing changes. A file that was written a moment ago
is read all the same, for a clock may not have gone on since; so is a link, whatever it leads to.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import time

from speechgen.library.template import SUFFIX, SectionTemplate
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError
from speechgen.source.kept import kept_name, recall, remember
from speechgen.source.record import Record

_MAKERS = (
    "speechgen.library.headers",
    "speechgen.library.template",
    "speechgen.library.contract",
    "speechgen.source.yaml_file",
    "speechgen.source.schema",
)
_SETTLED = 2.0  # seconds; the coarsest clock of a file system (FAT)
_FEWEST = 20  # a folder that is read in less time than its index


class Headers(Record):
    """The Chinese names of the sound templates of a folder, and the faults of the others."""

    chinese: dict[str, str]  # a template's name to its Chinese one; those without are left out
    faults: tuple[Diagnostic, ...]


def read_headers(
    folder: Path, names: Iterable[str], load: Callable[[str], SectionTemplate]
) -> Headers:
    """The headers of the templates of those names in a folder; ``load`` reads one."""
    wanted = tuple(names)
    seen = _seen(folder) if len(wanted) >= _FEWEST else {}
    index = kept_name("headers", (os.path.realpath(folder), sorted(seen.items())), _MAKERS)
    known: dict[str, str] = (recall(index) if seen else None) or {}
    report, found = Report(), dict[str, str]()
    for name in wanted:
        if name in known:
            found[name] = known[name]
            continue
        try:
            found[name] = load(name).contract.zh
        except SpeechgenError as error:
            report.take(error)
    settled = {name: zh for name, zh in found.items() if name in seen}
    if settled.keys() != known.keys():
        remember(index, settled)
    return Headers({n: zh for n, zh in found.items() if zh}, tuple(report.diagnostics))


def _seen(folder: Path) -> dict[str, tuple[int, ...]]:
    """What a folder shows of each template that is a plain file and was not written just now."""
    found: dict[str, tuple[int, ...]] = {}
    latest = (time() - _SETTLED) * 1e9
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    if max(about.st_mtime_ns, about.st_ctime_ns) < latest:
                        times = (about.st_mtime_ns, about.st_ctime_ns)
                        name = entry.name.removesuffix(SUFFIX)
                        found[name] = (about.st_size, about.st_ino, *times)
    except OSError:
        return {}
    return found
