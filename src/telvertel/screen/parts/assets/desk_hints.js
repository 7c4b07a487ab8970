// Quiet reminders for the facilitator, at the desk only: they never block anything. The balance of
// the sides has a place of its own, always in sight.

import { changed } from "./changed.js";
import { el } from "./room.js";

export class Hints {
  constructor(desk) {
    this.desk = desk;
    this.node = el("div", { class: "tv-hints" });
    this.tally = el("p", { class: "tv-tally", role: "group", "aria-label": desk.texts.balance });
  }

  draw({ hints, tally, coverage, unheard, sealed }) {
    const { texts } = this.desk;
    if (changed(this.tally, tally)) this.tally.replaceChildren(...tally.map((one) => el("span", {}, one.text)));
    if (!changed(this.node, hints, coverage, unheard, sealed)) return;
    const seen = (one) => el("span", { class: one.heard ? "tv-heard" : "tv-unheard", title: one.heard ? texts.heard : texts.not_heard }, `${one.heard ? "●" : "○"} ${one.name}`);
    this.node.replaceChildren(
      ...hints.map((hint) => el("p", { class: "tv-hint" }, hint)),
      ...(unheard && !sealed ? [el("p", { class: "tv-hint" }, unheard.text, " ", el("button", { type: "button", onclick: () => this.ask(unheard) }, texts.write_as))] : []),
      ...(coverage.length ? [el("p", { class: "tv-coverage" }, el("span", {}, `${texts.heard}: `), ...coverage.map(seen))] : []),
    );
  }

  /** What is said next is said from there. */
  ask({ perspective }) {
    const { writing } = this.desk;
    writing.choice.speakAs(perspective);
    writing.box.focus();
  }
}
