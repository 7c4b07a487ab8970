"""Taking the talk somewhere at the desk, and being sure that the desk is there."""

from __future__ import annotations

# The forms of the page come a moment after the talk has moved, above the folds of the desk: what is
# pressed in that moment moves from under the pointer, and the press is nobody's.
DRAWN = """() => {
  const find = (root) => {
    for (const node of root.querySelectorAll("*")) {
      const found = node.tvDesk ?? (node.shadowRoot && find(node.shadowRoot));
      if (found) return found;
    }
  };
  const desk = find(document);
  const app = document.querySelector("[data-testid=stApp]");
  return desk?.idle() && desk.state && desk.data.standing === desk.state.standing
    && app.dataset.testScriptState === "notRunning";
}"""
# A fold that opens moves what is in it for a moment, and the page may jump with it.
AT_REST = """async (node) => {
  const where = () => JSON.stringify([node.getBoundingClientRect(), document.body.scrollHeight]);
  for (let before = "", same = 0; same < 8; ) {
    await new Promise((done) => setTimeout(done, 50));
    same = where() === before ? same + 1 : 0;
    before = where();
  }
}"""


def drawn(desk):
    """Wait until the forms of the page are those of where the talk stands."""
    desk.wait_for_function(DRAWN)


def at_rest(place):
    """This place of a page, once it stands still: a press on what moves may be nobody's."""
    place.evaluate(AT_REST)
    return place


def at(desk, name):
    return desk.locator(".tv-place", has_text=name)


def stage(desk, name):
    desk.get_by_role("button", name=name, exact=True).click()
    at(desk, name).wait_for()
    drawn(desk)


def to_item(desk, name):
    """Open an item by its name on the list, such as "2 · Uitval"; it begins with the question.

    The buttons of the stages are those of the item the desk stands at, so wait until it has moved.
    """
    desk.get_by_label("Waar zijn we").select_option(label=name)
    at(desk, f"{name.split(' ')[0]} · De vraag").wait_for()
    drawn(desk)
