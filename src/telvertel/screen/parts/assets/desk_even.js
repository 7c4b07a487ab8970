// Even niet: the wall goes calm at once and the line that was just said is held. Held lines stay
// here until somebody decides: wipe, rewrite or put back. Where the wall was comes from the server,
// so that a desk that was reloaded can return too.

import { calmWalls } from "./calm.js";
import { changed } from "./changed.js";
import { editBox, forgetEdit, sureButton } from "./desk_edit.js";
import { el, failed, newId, now, say } from "./room.js";

const JUST_SAID_MS = 120_000;
const TWICE_MS = 700; // a second press so soon is a shaking hand
const AGAIN_MS = 1000;
const PATIENCE_MS = 400;
const NEWEST = 3; // lines that can be held by hand

export class Even {
  constructor(desk) {
    // `wanted` is what was asked for and not yet heard back: calm, or back on the screen.
    Object.assign(this, { desk, wanted: null, unreached: false, rows: new Map(), rewriting: null });
    const { even } = desk.texts;
    this.title = el("strong", {});
    this.warning = el("p", { class: "tv-even-warn", role: "alert" });
    this.held = el("ul", { class: "tv-held" });
    this.others = el("div", { class: "tv-others" });
    this.back = el("button", { type: "button", class: "tv-primary", onclick: () => this.return() }, even.back);
    this.node = el("section", { class: "tv-even", hidden: true, "aria-label": even.title }, this.title, this.warning, this.held, this.others, this.back);
  }

  isCalm() {
    return this.wanted ?? this.desk.state?.view === "neutral";
  }

  press() {
    const at = Date.now();
    if (at - (this.pressed ?? 0) < TWICE_MS) return;
    this.pressed = at;
    if (this.isCalm()) this.return();
    else this.calm();
  }

  async calm() {
    const { desk } = this;
    if (!desk.state) return;
    this.wanted = true;
    this.draw();
    calmWalls(desk.data.meeting, desk.sequence);
    const last = this.justSaid();
    await desk.stopMoving(PATIENCE_MS);
    const told = await this.insist({ kind: "shown", view: "neutral", item: desk.item });
    if (told && !told.ok) this.wanted = null; // refused: the wall stays as it is, and the desk says why
    if (told?.ok && last) await this.hold(last);
    this.draw();
  }

  return() {
    const { state, data, sequence } = this.desk;
    this.wanted = false;
    this.unreached = false;
    calmWalls(data.meeting, sequence, false);
    this.desk.command(state.view === "neutral" ? state.back : (state.been.at(-1)?.body ?? state.back));
    this.draw();
  }

  /** Say it until the server has heard it, or until it is not wanted any more. */
  async insist(body) {
    const op = newId();
    while (this.isCalm()) {
      const told = await say(this.desk, { op, body });
      this.unreached = failed(told);
      if (told.ok) {
        this.desk.saved(told.at_text);
        return told;
      }
      if (!this.unreached) {
        this.desk.say(this.desk.refusal(told), "tv-warn");
        return told;
      }
      this.draw();
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
    return null;
  }

  /** The last line that went on the wall at this item, when that is less than two minutes ago. */
  justSaid() {
    const { writing, lines, item } = this.desk;
    const onItsWay = writing.outbox.lines().filter(({ body, refused }) => body.note && body.item === item && !refused);
    if (onItsWay.length) return onItsWay.at(-1).body.note;
    const last = lines.standing().at(-1);
    return last && now() - Date.parse(last.since) < JUST_SAID_MS ? last.id : null;
  }

  async hold(note) {
    const { outbox } = this.desk.writing;
    await outbox.flush();
    const unsent = outbox.lines().find(({ op, refused }) => op === note && !refused);
    if (unsent) this.desk.writing.handBack(unsent); // it never left this device: back in the box
    else if (!outbox.lines().some(({ op }) => op === note)) await this.insist({ kind: "line_held", note });
  }

  draw() {
    const { state, texts } = this.desk;
    if (!state) return;
    if (this.wanted === (state.view === "neutral")) this.wanted = null; // heard back
    const calm = this.isCalm();
    this.node.hidden = !calm && !state.held.length;
    this.node.classList.toggle("tv-calm-now", calm);
    this.title.textContent = calm ? texts.even.title : texts.even.open;
    this.warning.hidden = !this.unreached;
    this.warning.textContent = texts.even.unreached;
    this.back.hidden = !calm;
    this.drawHeld(state.held);
    this.drawOthers(calm && state.view === "neutral");
  }

  drawHeld(held) {
    for (const [id, row] of this.rows) {
      if (held.some((one) => one.id === id)) continue;
      row.remove();
      this.rows.delete(id);
      forgetEdit(this.desk, id);
    }
    for (const one of held)
      if (!this.rows.has(one.id)) {
        const row = el("li", {});
        this.rows.set(one.id, row);
        this.held.append(row);
        this.drawRow(row, one);
      }
  }

  drawRow(row, one) {
    const { desk } = this;
    const { even } = desk.texts;
    const rewrite = () => {
      const { box, concern, acts } = editBox(desk, one.id, one.text, () => this.drawRow(row, one));
      row.replaceChildren(el("span", {}, box, concern), acts);
      box.focus();
    };
    row.replaceChildren(
      el("span", {}, one.text, el("small", {}, one.about)),
      el("span", { class: "tv-acts" },
        el("button", { type: "button", onclick: () => desk.command({ kind: "line_restored", note: one.id }) }, even.restore),
        el("button", { type: "button", onclick: rewrite }, even.rewrite),
        sureButton(even.wipe, even.sure, () => desk.command({ kind: "line_wiped", note: one.id }))),
    );
  }

  /** While the wall is calm the newest other lines can be held too: it may have been an earlier one. */
  drawOthers(calm) {
    const { lines, texts } = this.desk;
    const newest = calm ? lines.standing().slice(-NEWEST).reverse() : [];
    if (!changed(this.others, newest)) return;
    this.others.replaceChildren(
      ...(newest.length ? [el("small", {}, texts.even.others)] : []),
      ...newest.map((line) =>
        el("p", {}, el("button", { type: "button", onclick: () => this.desk.command({ kind: "line_held", note: line.id }) }, texts.even.hold), " ", line.text)),
    );
  }
}
