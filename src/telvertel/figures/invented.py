"""Which versions of the figures are of the demo: the ids, one per line, in a file beside them.

It goes along in a copy. What somebody delivers themselves into the invented town is not among them.
"""

from __future__ import annotations

from telvertel.figures.warehouse import Warehouse
from telvertel.figures.whole_file import write_text

NAME = "invented"


def mark(warehouse: Warehouse) -> None:
    """Every version that is here now is of the demo."""
    write_text("\n".join(warehouse.stored()) + "\n", warehouse.folder / NAME)


def marked(warehouse: Warehouse) -> frozenset[str] | None:
    """The ids of the versions of the demo; None where nobody wrote that down."""
    try:
        return frozenset((warehouse.folder / NAME).read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return None
