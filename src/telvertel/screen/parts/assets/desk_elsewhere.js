// Half sentences of other devices: told quietly, taken over or put away only when somebody says so.

import { sureButton } from "./desk_edit.js";
import { FIELD } from "./desk_writing.js";
import { drafts, el, fill, say } from "./room.js";

const LOOK_MS = 4000;
const OF_A_DESK = /^desk\.line(@|$)/;

export class Elsewhere {
  constructor(desk) {
    Object.assign(this, { desk, found: {} });
    this.node = el("div", { class: "tv-elsewhere", hidden: true });
    this.look = () => document.visibilityState === "visible" && this.refresh();
    this.came(desk.data.drafts);
    document.addEventListener("visibilitychange", this.look);
    this.stop = () => {
      clearTimeout(this.later);
      document.removeEventListener("visibilitychange", this.look);
    };
  }

  /** Drafts as a script run or the server tells them. */
  came(all = {}) {
    this.found = Object.fromEntries(Object.entries(all).filter(([field, text]) => OF_A_DESK.test(field) && field !== FIELD && text));
    const { elsewhere } = this.desk.texts;
    clearTimeout(this.later);
    // The other device may say its sentence, or type on.
    if (Object.keys(this.found).length) this.later = setTimeout(this.look, LOOK_MS);
    const told = JSON.stringify(this.found);
    if (told === this.told) return; // a button that was pressed once keeps waiting for the second time
    this.told = told;
    this.node.hidden = !Object.keys(this.found).length;
    this.node.replaceChildren(
      ...Object.entries(this.found).map(([field, text]) =>
        el("p", {}, fill(elsewhere.typed, { text }), " ",
          el("button", { type: "button", onclick: () => this.take(field) }, elsewhere.take), " ",
          sureButton(elsewhere.drop, elsewhere.sure, () => this.empty(field)))),
    );
  }

  async refresh() {
    const all = await drafts(this.desk);
    if (all) this.came(all);
    return all;
  }

  async take(field) {
    const all = await this.refresh();
    const text = (all ?? this.desk.data.drafts ?? {})[field];
    if (!text) return;
    this.desk.writing.add(text); // here first, away there after: never in neither
    await this.desk.writing.saveDraft();
    if (this.desk.writing.savedDraft === this.desk.writing.box.value) await this.empty(field);
  }

  async empty(field) {
    const told = await say(this.desk, { draft: { field, text: "" } });
    if (told.ok) this.desk.saved(told.at_text);
    return this.refresh();
  }
}
