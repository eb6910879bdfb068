"""Python's collector of circular garbage, kept from going through a large text again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects that all stay; the collector would look at each of them several times."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def keep() -> None:
    """What there is now stays for a while: the collector need not look at it.

    A large interview is some hundred thousand objects; a pass over them all holds up a key for a
    tenth of a second.
    """
    gc.freeze()


def let_go() -> None:
    """What was kept may go. Takes a moment: for when nobody is typing."""
    gc.unfreeze()
    gc.collect()
