// The parking lot: points that were put aside, until somebody says they were talked about. What
// waits for the stage that has come stands on top.

import { changed } from "./changed.js";
import { el, newId } from "./room.js";

const BEFORE_WEIGHING = ["recognise", "explain"];

export class Parked {
  constructor(desk) {
    this.desk = desk;
    this.now = el("div", { class: "tv-parked-now", hidden: true });
    this.list = el("ul", { class: "tv-parked" });
    this.title = el("summary", {});
    this.node = el("details", { class: "tv-fold", hidden: true }, this.title, this.list);
  }

  draw({ parked, sealed }) {
    if (!changed(this.list, parked, sealed)) return;
    const { texts } = this.desk;
    const now = parked.filter((one) => one.now);
    const point = (one) =>
      el("li", {}, el("span", {}, one.text, one.about && el("small", {}, one.about)),
        !sealed && el("span", { class: "tv-acts" }, el("button", { type: "button", onclick: () => this.desk.command({ kind: "parked_settled", parked: one.id }) }, texts.parked.settled)));
    this.now.hidden = !now.length;
    this.now.replaceChildren(el("strong", {}, texts.parked.now), el("ul", { class: "tv-parked" }, now.map(point)));
    const later = parked.filter((one) => !one.now);
    this.node.hidden = !later.length;
    this.title.textContent = `${texts.parked.title} (${later.length})`;
    this.list.replaceChildren(...later.map(point));
  }

  /** Park what is in the box; with an empty box the line itself, which then leaves the wall. */
  async park() {
    const { desk } = this;
    const { writing, lines, item, stage } = desk;
    const parked = newId();
    const waits = BEFORE_WEIGHING.includes(stage) && desk.state.steps.some(({ body }) => body.item === item && body.stage === "appraise");
    const about = { kind: "parked", parked, item, stage: waits ? "appraise" : null };
    const text = writing.box.value.trim();
    // A side that was left from the line before is not whose question this is.
    if (text) return writing.post(parked, { ...about, text, side: (writing.choice.sideChosen && writing.choice.value.side) || null });
    const line = lines.chosen();
    if (!line) return null;
    const told = await desk.command({ ...about, text: line.text, side: line.side || null });
    return told.ok && desk.command({ kind: "line_pulled_back", note: line.id, reason: desk.texts.parked.reason });
  }
}
