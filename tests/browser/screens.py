"""What was on the screens of a test, for who reads that it failed."""

from __future__ import annotations

import pytest

SCREENS: pytest.StashKey[list] = pytest.StashKey()
LONGEST = 2500  # characters of a screen
# Components stand in shadow trees, of which innerText of the body says nothing.
TEXT = """() => {
  const told = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) {
      told.push(...[...node.shadowRoot.children].map((one) => one.innerText));
      look(node.shadowRoot);
    }
  };
  look(document);
  return [document.body.innerText, ...told].filter(Boolean).join("\\n--\\n");
}"""


def listen(page) -> None:
    """Keep what a page complains of."""
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            page.complaints.append(f"{said.text} {said.location['url']}")
            if said.type == "error"
            else None
        ),
    )


def on_screen(page) -> str:
    """The words on a page, empty lines left out, and what it complained of."""
    try:
        lines = page.evaluate(TEXT).splitlines()
    except Exception as trouble:  # noqa: BLE001
        lines = [f"cannot be read: {trouble}"]  # the test's own failure is what matters
    text = "\n".join(line.strip() for line in lines if line.strip())
    return text[:LONGEST] + "".join(f"\ncomplaint: {one[:300]}" for one in page.complaints[-5:])
