// What was said, in order: a list to click in. Words of people are only ever text.

import { el } from "./room.js";

export default function replay({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-replay");
  const told = JSON.stringify(data.lines);
  if (host.tvTold !== told) {
    host.tvTold = told;
    host.setAttribute("aria-label", data.label);
    host.replaceChildren(...data.lines.map((line) => row(line, () => setTriggerValue("line", line.number))));
  }
  for (const button of host.children) {
    const now = Number(button.dataset.number) === data.at;
    if (now) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
    if (now) inSight(host, button);
  }
  return () => {};
}

function row(line, go) {
  const button = el(
    "button",
    { type: "button", "data-number": line.number },
    el("small", {}, [line.at, line.side].filter(Boolean).join(" · ")),
    el("b", {}, line.told),
    line.words && el(line.struck ? "s" : "span", {}, line.words),
    line.mark && el("i", {}, line.mark),
    line.fate && el("i", {}, line.fate),
  );
  button.addEventListener("click", go);
  return button;
}

/** The list scrolls in its own place; the page stays where it is. */
function inSight(host, button) {
  const above = button.offsetTop - host.offsetTop;
  host.scrollTop = above - host.clientHeight / 3;
}
