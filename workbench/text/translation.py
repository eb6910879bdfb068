"""The language of what the command and the screens say: gettext, English without a catalogue.

Catalogues lie in `workbench/locale/LANG/LC_MESSAGES/workbench.mo`; none is needed for English.
"""

import gettext
from pathlib import Path

_translations = gettext.translation(
    "workbench", Path(__file__).parents[1] / "locale", fallback=True
)

_ = _translations.gettext
ngettext = _translations.ngettext
