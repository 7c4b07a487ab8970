"""Taking the talk somewhere at the desk, and being sure that the desk is there."""

from __future__ import annotations


def at(desk, name):
    return desk.locator(".tv-place", has_text=name)


def stage(desk, name):
    desk.get_by_role("button", name=name, exact=True).click()
    at(desk, name).wait_for()


def to_item(desk, name):
    """Open an item by its name on the list, such as "2 · Uitval"; it begins with the question.

    The buttons of the stages are those of the item the desk stands at, so wait until it has moved.
    """
    desk.get_by_label("Waar zijn we").select_option(label=name)
    at(desk, f"{name.split(' ')[0]} · De vraag").wait_for()
