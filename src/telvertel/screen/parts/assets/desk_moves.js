// Where the wall is, and everything that takes it elsewhere: the next and the previous step, a jump,
// a stage, a card beside the talk, and the strip of screens it has been on.

import { changed } from "./changed.js";
import { el, fill, now } from "./room.js";

const SHAKING_MS = 700; // a second press within this is the same hand
const ASKED_MS = 10000; // how long one warning counts

export class Moves {
  constructor(desk) {
    this.desk = desk;
    const { texts } = desk;
    this.back = el("button", { type: "button", onclick: () => this.step(-1) }, `← ${texts.back}`);
    this.next = el("button", { type: "button", class: "tv-primary", onclick: () => this.step(1) }, `${texts.next} →`);
    this.neutral = el("button", { type: "button", onclick: () => desk.even.press() }, texts.neutral);
    this.round = el("button", { type: "button", class: "tv-round-runs", hidden: true, onclick: () => this.toRound() });
    this.place = el("strong", { class: "tv-place" });
    this.aside = el("span", { class: "tv-aside" });
    this.jump = el("select", { "aria-label": texts.place, onchange: () => this.go(Number(this.jump.value)) });
    this.rail = el("div", { class: "tv-stages", role: "group", "aria-label": texts.stages });
    this.strip = el("div", { class: "tv-been", role: "group", "aria-label": texts.been });
    const steps = el("div", { class: "tv-steps" }, this.back, this.next, this.neutral, this.round, this.place, this.aside, this.jump, desk.room.menu);
    this.alert = el("p", { class: "tv-before-reveal", role: "alert", hidden: true });
    this.node = el("div", { class: "tv-moves" }, steps, this.alert, this.strip, this.rail);
  }

  draw({ step, steps, sections, been, aside, opened }) {
    this.heard();
    this.next.classList.toggle("tv-primary", opened); // before it, the page has the one thing to press
    this.place.textContent = this.place.title = steps[step]?.name ?? "";
    this.aside.textContent = aside ? `· ${aside}` : "";
    this.aside.title = aside;
    this.back.disabled = step <= 0;
    this.next.disabled = step >= steps.length - 1;
    if (changed(this.jump, sections)) this.jump.replaceChildren(...sections.map((one) => el("option", { value: one.first, selected: one.now }, one.name)));
    this.jump.value = sections.find((one) => one.now)?.first ?? 0;
    this.drawRail(step, steps);
    this.drawRound();
    this.strip.hidden = been.length < 2;
    if (!changed(this.strip, been)) return;
    this.strip.replaceChildren(
      ...been.map((one) => el("button", { type: "button", class: one.now ? "tv-now" : "", "aria-current": one.now && "true", onclick: () => this.desk.command(one.body) }, one.name)),
    );
  }

  /** A round that runs on after the wall has moved on is easily forgotten. */
  drawRound(beside = this.counted) {
    this.counted = beside;
    const { texts, round } = this.desk;
    this.round.hidden = !round || this.desk.state.view === "round";
    const count = beside?.running?.count;
    this.round.textContent = count === undefined ? texts.round_runs : fill(texts.round_lines, { count });
  }

  toRound() {
    const panel = shadowed(document, ".tv-rounds");
    panel?.getRootNode().host?.closest("details:not([open])")?.querySelector("summary").click();
    panel?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  drawRail(step, steps) {
    const { item } = this.desk;
    const here = steps.map((one, n) => ({ ...one, n })).filter((one) => item && one.body.item === item);
    if (changed(this.rail, here))
      this.rail.replaceChildren(...here.map(({ n, name }) => el("button", { type: "button", onclick: () => this.go(n) }, name.split(" · ").pop())));
    here.forEach(({ n }, at) => {
      const button = this.rail.children[at];
      button.className = n === step ? "tv-now" : "";
      if (n === step) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }

  step(by) {
    // Several presses in a burst each move one step, also before the first was answered.
    const from = this.asked?.step ?? this.desk.state?.step ?? 0;
    if (by > 0 && this.holds(from)) return;
    this.go(from + by);
  }

  /** What is shown once cannot be predicted any more: with nothing written, one press only warns. */
  holds(from) {
    const waits = this.desk.state?.steps[from]?.waits;
    if (!waits) return false;
    const since = now() - (this.warned?.from === from ? this.warned.at : -Infinity);
    if (since < SHAKING_MS) return true;
    if (since < ASKED_MS) return this.warn("");
    this.warned = { from, at: now() };
    this.warn(waits);
    return true;
  }

  warn(text) {
    this.alert.textContent = text;
    this.alert.hidden = !text;
    clearTimeout(this.quiet);
    if (text) this.quiet = setTimeout(() => this.warn(""), ASKED_MS);
    return false;
  }

  async go(to) {
    const step = this.desk.state?.steps[to];
    if (!step) return;
    this.warn("");
    await this.ask(step.body, { step: to });
  }

  /** A screen beside the talk; asked for again it goes back. */
  async beside(view) {
    const { state, item } = this.desk;
    const there = (this.asked?.view ?? state.view) === view;
    const body = there ? state.back : { kind: "shown", view, item };
    await this.ask(body, { view: body.view });
  }

  /** The wall goes where it was asked to; until the desk has heard that it is there, a next press counts from it. */
  async ask(body, where) {
    const asked = (this.asked = { ...where, sequence: Infinity });
    const told = await this.desk.command(body);
    asked.sequence = told.ok ? told.sequence : 0;
    this.heard();
  }

  heard() {
    if (this.asked && this.desk.sequence >= this.asked.sequence) this.asked = null;
  }
}

/** Something of another part of ours, which may be in a shadow of its own. */
function shadowed(root, selector) {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const node of root.querySelectorAll("*")) {
    const inside = node.shadowRoot && shadowed(node.shadowRoot, selector);
    if (inside) return inside;
  }
  return null;
}
