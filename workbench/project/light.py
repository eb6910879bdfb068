"""sqlite-utils without the libraries for tables of numbers that it would load where they are.

They take three times as long as everything else in making a project, and nothing here needs them.
"""

import sys

_HEAVY = tuple(name for name in ("numpy", "pandas") if name not in sys.modules)

for _name in _HEAVY:
    sys.modules[_name] = None  # type: ignore[assignment]  # None is how an import is barred
try:
    from sqlite_utils import Database, Migrations
finally:
    for _name in _HEAVY:
        del sys.modules[_name]

__all__ = ["Database", "Migrations"]
