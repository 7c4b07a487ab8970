"""What can go wrong on the way to CBS StatLine; the words stand in cli.toml under these names."""

from __future__ import annotations

from telvertel.figures.troubles import FiguresTrouble


class StatlineTrouble(FiguresTrouble):
    """The family: nothing was fetched and nothing was stored."""


class StatlineOffline(StatlineTrouble):
    """CBS cannot be reached: no network, no route through the proxy, or no answer in time."""


class StatlineCancelled(StatlineTrouble):
    """Somebody stopped it."""


class StatlineRefused(StatlineTrouble):
    """CBS answered, and not with figures."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class StatlineUnreadable(StatlineTrouble):
    """The answer is no StatLine answer: mostly the page of a proxy or a portal in between."""


class StatlineNoTable(StatlineTrouble):
    """CBS has no table of this name."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class StatlineNoMapping(StatlineTrouble):
    """No saved mapping says what the columns of this table mean."""

    def __init__(self, table: str, known: str) -> None:
        super().__init__(table)
        self.table = table
        self.known = known


class StatlineNoMeasure(StatlineTrouble):
    """The table has none of the measures that the mapping names."""

    def __init__(self, table: str, there: str) -> None:
        super().__init__(table, there)
        self.table = table
        self.there = there


class StatlineOpenDimension(StatlineTrouble):
    """The mapping does not say which rows of a dimension are meant, or means one that is not there.

    Adding them up, or taking the first, would make a figure that CBS never published.
    """

    def __init__(self, table: str, dimension: str, there: str) -> None:
        super().__init__(table, dimension)
        self.table = table
        self.dimension = dimension
        self.there = there


class StatlineTooMuch(StatlineTrouble):
    """More figures than anybody needs at once."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class StatlineNothing(StatlineTrouble):
    """The table has no figures for these places and periods."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table
