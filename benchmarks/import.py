"""How well ``speechgen import`` understands real speeches, file by file.

Compares what is imported from ``../shared/speeches/NAME.txt`` with ``NAME.expected.yaml``, checked
by hand. Found: the title, the salutation, the announcing sentence and the closing (``·`` where the
speech has none); headings with the right number, level and run-in; lists with the right items; the
characters that were lost. ``python benchmarks/import.py [FILE.txt…] [--lang en|zh] [-v]``
"""

import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from speechgen.revise.import_speech import import_speech
from speechgen.revise.read_text import decode_text, text_lines
from speechgen.source.diagnostic import Report
from tests.revise.score import Score, score

FOLDER = Path(__file__).parents[1].parent / "shared" / "speeches"


def main() -> None:
    names = [Path(name) for name in sys.argv[1:] if name.endswith(".txt")]
    verbose = "-v" in sys.argv
    print(f"{'file':8} title salut annou closi  headings     lists  lost")
    total = Score()
    for path in names or sorted(FOLDER.glob("*.txt")):
        told = yaml.safe_load(path.with_suffix("").with_suffix(".expected.yaml").read_text("utf-8"))
        text = decode_text(path.read_bytes(), str(path))
        imported = import_speech(text_lines(text, str(path), Report()), "en")
        found = score(imported, told, text)
        total += found
        print(found.line(path.stem))
        for fault in found.faults if verbose else ():
            print(f"    {fault}")
    print(total.line("all"))
    headings, lists = total.headings / total.all_headings, total.lists / total.all_lists
    print(f"headings {headings:.1%}, lists {lists:.1%}")


if __name__ == "__main__":
    main()
