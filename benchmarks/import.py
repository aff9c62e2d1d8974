"""How well ``speechgen import`` understands real speeches, file by file.

Compares what is imported from ``../shared/speeches/NAME.txt`` with ``NAME.expected.yaml``, checked
by hand. Found: the title, the salutation, the announcing sentence and the closing (``·`` where the
speech has none); headings with the right number, level and run-in; lists with the right items; the
characters that were lost. ``python benchmarks/import.py [FILE.txt…] [-v]``; ``-v`` tells what was
not found. ``--speed`` measures instead: milliseconds, and calls of functions a character, which
must stay what they are from a short speech to 1,000,000 characters.
"""

import sys
import time
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from speechgen.revise.import_speech import import_speech
from speechgen.revise.read_text import decode_text, text_lines
from speechgen.source.diagnostic import Report
from tests.revise.laws import printed
from tests.revise.score import Score, score
from tests.revise.test_linear import work

FOLDER = Path(__file__).parents[1].parent / "shared" / "speeches"


def speed() -> None:
    """How long it takes, and how much work it is, for ever longer speeches."""
    sample = Path(__file__).parents[1] / "outlines" / "safety-mobilisation.yaml"
    body = printed(sample.read_text("utf-8"))
    import_speech(text_lines(body, "", Report()), "en")
    print(f"{'characters':>10} {'ms':>7} {'calls a character':>18}")
    for length in (10_000, 100_000, 1_000_000):
        text = (body * (length // len(body) + 1))[:length]
        began = time.perf_counter()
        import_speech(text_lines(text, "", Report()), "en")
        took = (time.perf_counter() - began) * 1000
        calls = f"{work(text) / length:.2f}" if length < 1_000_000 else "-"
        print(f"{length:10,} {took:7,.0f} {calls:>18}")


def main() -> None:
    if "--speed" in sys.argv:
        speed()
        return
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
