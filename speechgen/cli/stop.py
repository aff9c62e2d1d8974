"""Ctrl-C: the program leaves with 130 and without a trace, whatever it was doing.

While it works, Python raises KeyboardInterrupt, so that a file half written is taken away. While
modules are loaded and at the very end nothing needs that, and there the exception could be told as
a trace, or be lost: there the program leaves at once.
"""

import os
import signal
from collections.abc import Callable

STOPPED = 130  # what shells say of a program that was stopped from the keyboard


def leave_at_once() -> None:
    """From now on Ctrl-C ends the program, unless it was told to take no notice of it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        _set(_leave)


def raise_again() -> None:
    """From now on Ctrl-C raises KeyboardInterrupt, as it does in every Python program."""
    if signal.getsignal(signal.SIGINT) is _leave:
        _set(signal.default_int_handler)


def _leave(*_: object) -> None:
    os._exit(STOPPED)


def _set(handler: Callable[..., None]) -> None:
    try:
        signal.signal(signal.SIGINT, handler)
    except (
        ValueError
    ):  # not the main thread: another program has imported this, and does not ask us
        return
