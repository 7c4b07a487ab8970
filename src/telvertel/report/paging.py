"""Page numbers, for whatever counts the pages itself: words with the two counters in place."""

from __future__ import annotations

from telvertel.wording.words import Words

PAGE, PAGES = "page", "pages"
_MARK = "\x00"  # cannot occur in words


def page_parts(w: Words) -> tuple[str, ...]:
    """ "Bladzijde ", PAGE, " van ", PAGES: text at even places, counters at odd ones."""
    told = w("minutes.page", page=_MARK + PAGE + _MARK, pages=_MARK + PAGES + _MARK)
    return tuple(told.split(_MARK))
