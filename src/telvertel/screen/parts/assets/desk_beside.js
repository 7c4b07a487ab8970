// What can stand beside the talk on the wall: the board, the frameworks, two readings, a learning
// point. One press shows it, the same press again goes back.

import { changed } from "./changed.js";
import { el } from "./room.js";

export class Beside {
  constructor(desk) {
    this.desk = desk;
    this.node = el("div", { class: "tv-beside", role: "group", "aria-label": desk.texts.beside, hidden: true });
  }

  draw({ beside, opened, sealed }) {
    this.node.hidden = !beside.length || !opened || sealed;
    if (!changed(this.node, beside)) return;
    const button = (one) => el("button", { type: "button", class: one.now ? "tv-now" : "", "aria-pressed": String(one.now), onclick: () => this.show(one) }, one.name);
    this.node.replaceChildren(el("span", {}, `${this.desk.texts.beside}:`), ...beside.map(button));
  }

  show({ now, body }) {
    return this.desk.command(now ? this.desk.state.back : body);
  }

  /** By a key: the first screen of this kind, when there is one. */
  press(view) {
    const one = this.has(view);
    return one && this.show(one);
  }

  /** Two readings of the figure that is talked about, never of another one. */
  readings() {
    const known = this.desk.state.beside.filter(({ body }) => body.view === "difference");
    const one = known.find(({ now }) => now) ?? known.find(({ here }) => here);
    return one ? this.show(one) : this.desk.say(this.desk.texts.no_readings, "tv-warn");
  }

  has(view) {
    return this.desk.state?.beside.find(({ body }) => body.view === view);
  }
}
