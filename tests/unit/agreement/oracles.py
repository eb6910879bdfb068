"""Worked cases of agreement coefficients, with their sources, and who tests which."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[2] / "data" / "agreement" / "agreement.json"
CASES: dict[str, dict[str, Any]] = {
    case["name"]: case for case in json.loads(_FILE.read_text(encoding="utf-8"))
}

LEFT_OUT = {
    "Gwet cac.raw4raters / conger_kappa": "Conger's kappa is not offered",
    "Randolph2005 ex.2: 3 raters prevalence paradox / free-marginal": "nor Randolph's",
    "Set-valued codes, Dice averaged over units, empty/empty = 0": "nor Dice over units",
    "Holsti, same units (ATLAS.ti manual example)": "nor Holsti's",
    "Holsti, unequal number of decisions": "nor Holsti's",
    "Krippendorff2004 alpha_U overall": "nor the alpha_U of 1995 and 2004",
    "Krippendorff2004 alpha_U category k": "nor the alpha_U of 1995 and 2004",
    "Boundary similarity [2, 3, 6] vs [2, 3, 3, 3]": "nor boundary similarity",
    "Boundary similarity [2, 3, 6] vs [2, 2, 7]": "nor boundary similarity",
    "Boundary similarity [2, 3, 6] vs [1, 1, 3, 1, 5]": "nor boundary similarity",
    "gamma 2 annotators 3 units": "nor gamma",
    "gamma 3 annotators 2 units": "nor gamma",
}
"""Cases of coefficients that the workbench does not compute."""

UNITIZING = (
    "Krippendorff2016/2019 u_alpha",
    "Krippendorff2016/2019 |u_alpha",
    "Krippendorff2016/2019 cu_alpha",
    "Krippendorff2016/2019 (k)u_alpha per code",
    "Unitizing: spans never intersect",
    "Unitizing: one coder has no spans",
    "Unitizing: no spans at all",
    "Unitizing: only one code in the intersections",
)
"""Tested in test_agreement_unitizing.py."""


def of(*coefficients: str, kind: str = "") -> list[str]:
    """The names of the cases of some coefficients."""
    return [
        name
        for name, case in CASES.items()
        if case["coefficient"] in coefficients and kind in ("", case["kind"])
    ]
