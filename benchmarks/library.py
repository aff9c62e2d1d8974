"""What a large library adds to a build: 500 section templates beside the few that ship.

``python benchmarks/library.py [--short] [--runs N] [--json FILE]``. Whole processes, ``speechgen
build`` with a warm cache; the two libraries take turns, so that noise hits both alike, and the
processor's time is compared, which other work on the machine disturbs least. The outline uses a
template of the library by its Chinese name, so all headers must be known.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import sleep
from typing import NamedTuple

from processes import HEAD, Took, run, summary
from table import show

TEMPLATES = 500
LIMIT = 50.0  # ms that 500 templates may add
_ATTRIBUTES = "{: numbering={{ numbering }} run-in{% if not item.text %} alone{% endif %} }"
OUTLINE = """\
title: 在动员大会上的讲话
library: {library}
vars: {{place: 云溪县}}
opening: 今天在{{{{ place }}}}开会。
sections:
  - heading: 提高站位
    body:
      - 任务{number}:
          lead: 说到做到
          items: [查得深, 改得实]
"""
TEMPLATE = """\
---
about:
  en: Task {number}, point by point.
  zh: 第{number}项任务：逐条列出。
zh: 任务{number}
fields:
  lead: {{type: text, zh: 引语, about: {{en: the words before, zh: 之前的话}}}}
  numbering: {{type: numbering, zh: 编号, default: 一是, about: {{en: the style, zh: 样式}}}}
  inline: {{type: flag, zh: 连写, default: "false", about: {{en: in one paragraph, zh: 连成一段}}}}
  items:
    type: list
    zh: 条目
    required: true
    about: {{en: the items, zh: 各条}}
    of:
      lead: {{type: text, zh: 提要}}
      text: {{type: body, zh: 内容}}
example:
  lead: 一共{number}条
  items: [甲, 乙]
---
{{{{ lead }}}}：{{% if inline %}}

{{% endif %}}

{{% for item in items %}}
# {{{{ item.lead }}}} {attributes}

{{{{ item.text }}}}

{{% endfor %}}
"""


class Result(NamedTuple):
    """What the large library adds to a build, in milliseconds of the processor."""

    added: float
    limit: float

    @property
    def met(self) -> bool:
        return self.added <= self.limit

    def __str__(self) -> str:
        verdict = "met" if self.met else "NOT MET"
        what = f"{TEMPLATES} templates add {self.added:.1f} ms to a build"
        return f"goal {verdict}: {what} (at most {self.limit:g} ms)"


def main() -> None:
    """Measure, and print a table and the goal."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SPEECHGEN_CACHE"] = str(folder / "kept")
        outlines = {count: _library(folder, count) for count in (1, TEMPLATES)}
        sleep(3)  # a file that was written just now is read anew
        found = _times(outlines, options.runs)
    rows = [(f"{count} templates", *summary(took)) for count, took in found.items()]
    show(f"speechgen build, medians of {options.runs} runs", ("library", *HEAD), rows)
    pairs = zip(found[1], found[TEMPLATES], strict=True)
    added = median(large.processor - small.processor for small, large in pairs)
    result = Result(added, LIMIT)
    print(f"\n{result}")
    if options.json:
        told = result._asdict() | {"met": result.met}
        Path(options.json).write_text(json.dumps(told), "utf-8")
    raise SystemExit(not result.met)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few seconds in all, for CI")
    parser.add_argument("--runs", type=int, help="of each library")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    options.runs = options.runs or (7 if options.short else 25)
    return options


def _library(folder: Path, count: int) -> Path:
    """A library with so many templates, and an outline that uses the last of them."""
    library = folder / f"library-{count}"
    (library / "sections").mkdir(parents=True)
    (library / "library.yaml").write_text("name: 办公室\nversion: 1.0.0\n", "utf-8")
    for number in range(1, count + 1):
        text = TEMPLATE.format(number=number, attributes=_ATTRIBUTES)
        (library / "sections" / f"task{number}.md.j2").write_text(text, "utf-8")
    outline = folder / f"outline-{count}.yaml"
    outline.write_text(OUTLINE.format(library=library.name, number=count), "utf-8")
    return outline


def _times(outlines: dict[int, Path], runs: int) -> dict[int, list[Took]]:
    """Every run of each build; two rounds before fill the cache."""
    found: dict[int, list[Took]] = {count: [] for count in outlines}
    for number in range(runs + 2):
        for count, outline in outlines.items():
            command = [sys.executable, "-m", "speechgen", "build", str(outline)]
            took = run(command, dict(os.environ))
            if number > 1:
                found[count].append(took)
    return found


if __name__ == "__main__":
    main()
