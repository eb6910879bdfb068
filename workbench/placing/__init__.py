"""Finding a quotation in an interview: where it stands, how that was found, or why not.

Pure functions over model values. Invariant: a quotation is placed only where one place is clearly
better than every other; what is found lies in the words said, labels outside.
"""

from workbench.placing.finding import place
from workbench.placing.outcome import How, Placement, Unplaced
from workbench.placing.retracing import Alignment, trimmed

__all__ = ["Alignment", "How", "Placement", "Unplaced", "place", "trimmed"]
