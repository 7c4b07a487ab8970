"""Several of a list in a form: what was chosen before stands, also when it is no option now."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ASSETS = Path(__file__).parents[2] / "src/telvertel/screen/parts/assets"
FILLED = """async () => {
    const { input } = await import("/entry_fields.js");
    const options = [{ id: "a", name: "Eenvoud" }];
    const field = { type: "choices", options, names: { b: "Nabij" } };
    const node = input(field, { no_longer: "{name} (vervallen)" }, () => {});
    node.value = '["a", "b", "c"]';
    const before = node.value;
    node.children[1].click();
    return [[...node.children].map((one) => one.textContent), before, node.value];
}"""


def served(route):
    name = route.request.url.rsplit("/", 1)[-1]
    if name.endswith(".js"):
        route.fulfill(path=ASSETS / name, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def test_what_is_no_option_any_more_stays_chosen_until_a_person_takes_it_off(window):
    page = window()
    page.route("http://form.test/**", served)
    page.goto("http://form.test/")
    names, before, after = page.evaluate(FILLED)
    assert names == ["Eenvoud", "Nabij (vervallen)", "c (vervallen)"]
    assert (before, after) == ('["a","b","c"]', '["a","c"]')
