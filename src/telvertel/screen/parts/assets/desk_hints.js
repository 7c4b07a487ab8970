// Quiet reminders for the facilitator, at the desk only: they never block anything.

import { el } from "./room.js";

export class Hints {
  constructor(desk) {
    this.desk = desk;
    this.node = el("div", { class: "tv-hints" });
  }

  draw({ hints, tally, coverage }) {
    const { texts } = this.desk;
    this.node.replaceChildren(
      ...hints.map((hint) => el("p", { class: "tv-hint" }, hint)),
      el("p", { class: "tv-tally" }, ...tally.map((one) => el("span", {}, one.text))),
      el("p", { class: "tv-coverage" }, el("span", {}, `${texts.heard}: `), ...coverage.map((one) => el("span", { class: one.heard ? "tv-heard" : "tv-unheard", title: one.heard ? texts.heard : texts.not_heard }, `${one.heard ? "●" : "○"} ${one.name}`))),
    );
  }
}
