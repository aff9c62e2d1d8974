"""Questions in a terminal: which genre, and what a skeleton leaves open.

They go to the standard error stream, so that an outline can be sent to a file or a program.
"""

import sys
from typing import TYPE_CHECKING

import click

from speechgen.source.messages import language, say

if TYPE_CHECKING:
    from speechgen.librarian.outline import NewOutline
    from speechgen.librarian.skeleton import Blank, Skeleton


def can_ask() -> bool:
    """Whether somebody sits there to answer: else nothing may wait for an answer."""
    try:
        return sys.stdin.isatty() and sys.stderr.isatty()
    except (AttributeError, ValueError):  # there is none, or it is closed
        return False


def ask_genre(outline: "NewOutline") -> str:
    """The genre that is chosen from the list, by its number or a name."""
    genres = [genre for _, genre in outline.library.offered_genres.values()]
    if not genres:
        return ""
    for number, genre in enumerate(genres, 1):
        about = genre.about.get(language()) or next(iter(genre.about.values()), "")
        click.echo(f"{number:>3}  {genre.zh or genre.name}  {about}", err=True)
    answer = _ask(str(say("genre, by number or name (Enter: {first})", first=1))) or "1"
    if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(genres):
        return genres[int(answer) - 1].name
    return answer


def answers_to(skeleton: "Skeleton", known: dict[str, str]) -> dict[str, str]:
    """The answers to what a skeleton asks, besides those known; an empty one leaves it open."""
    answers = dict(known)
    questions = [q for q in skeleton.questions if not {q.name, q.other} & known.keys()]
    if questions:
        click.echo(str(say("Enter leaves a placeholder 〔〕 to be filled in later.")), err=True)
    for question in questions:
        if answer := _ask(_question(question)):
            answers[question.name] = answer
    return answers


def _question(blank: "Blank") -> str:
    about = f"  # {blank.about}" if blank.about else ""
    return f"{blank.name} {blank.example}".rstrip() + about


def _ask(question: str) -> str:
    """One line that can be printed."""
    while True:
        answer: str = click.prompt(question, default="", show_default=False, err=True)
        if (answer := answer.strip()).isprintable():
            return answer
        click.echo(str(say("this holds a control character; type it again")), err=True)
