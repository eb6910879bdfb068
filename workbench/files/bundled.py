"""Where the codebooks and the demonstration corpus lie, in a wheel as in a checkout."""

from pathlib import Path
from typing import Literal

from workbench.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(kind: Literal["codebooks", "corpus"]) -> Path:
    """The folder of that kind: inside the installed package, else beside it in a checkout.

    Raises InputError where the installation lacks it.
    """
    for folder in (_PACKAGE / "bundled" / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise InputError(
        f"The folder “{kind}” is missing from this installation.", "Install the workbench anew."
    )
