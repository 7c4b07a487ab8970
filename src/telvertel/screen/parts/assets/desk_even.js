// Even niet: the wall goes calm at once and the line that was just said is held. Held lines stay
// here until somebody decides: wipe, rewrite or put back. Where the wall was comes from the server,
// so that a desk that was reloaded can return too.

import { calmWalls } from "./calm.js";
import { changed } from "./changed.js";
import { SetAside } from "./desk_aside.js";
import { editBox, forgetEdit, sureButton } from "./desk_edit.js";
import { el, failed, newId, now, say } from "./room.js";

const JUST_SAID_MS = 120_000;
const TWICE_MS = 700; // a second press so soon is a shaking hand
const AGAIN_MS = 1000;
const PATIENCE_MS = 400;
const STOOD_MS = 5000; // before that another desk asked for calm too: the key is no way back yet
const NEWEST = 3; // lines that can be held by hand

export class Even {
  constructor(desk) {
    // `wanted` is what was asked for and not yet heard back: calm, or back on the screen.
    Object.assign(this, { desk, wanted: null, asking: false, mine: false, unreached: false, rows: new Map(), said: null });
    this.aside = new SetAside(desk);
    const { even } = desk.texts;
    this.title = el("strong", {});
    this.warning = el("p", { class: "tv-even-warn", role: "alert" });
    this.held = el("ul", { class: "tv-held" });
    this.others = el("div", { class: "tv-others" });
    this.back = el("button", { type: "button", class: "tv-primary", onclick: () => this.return() }, even.back);
    this.node = el("section", { class: "tv-even", hidden: true, "aria-label": even.title }, this.title, this.warning, this.aside.node, this.held, this.others, this.back);
  }

  isCalm() {
    return this.wanted ?? this.desk.state?.view === "neutral";
  }

  press() {
    const at = Date.now();
    if (at - (this.pressed ?? 0) < TWICE_MS) return;
    this.pressed = at;
    if (!this.isCalm()) this.calm();
    else if (this.mine || now() - this.desk.shownAt > STOOD_MS) this.return();
  }

  /** This desk said or rewrote a note just now. */
  remember(id) {
    this.said = { id, item: this.desk.item, at: now() };
  }

  async calm() {
    const { desk } = this;
    if (!desk.state) return;
    this.wanted = this.asking = this.mine = true;
    calmWalls(desk.data.meeting);
    const last = this.aside.take(desk.writing.outbox) ? null : this.justSaid();
    desk.drawWaiting();
    this.draw();
    await desk.stopMoving(PATIENCE_MS);
    const told = await this.insist({ kind: "shown", view: "neutral", item: desk.item });
    if (told && !told.ok) this.wanted = null; // refused: the wall stays as it is, and the desk says why
    this.asking = false;
    if (told?.ok && last) await this.insist({ kind: "line_held", note: last });
    desk.writing.outbox.flush();
    this.draw();
  }

  return() {
    const { state, data } = this.desk;
    this.wanted = this.mine = false;
    this.unreached = false;
    calmWalls(data.meeting, false);
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

  /** What this desk or another said or rewrote last at this item, when less than two minutes ago. */
  justSaid() {
    const { lines, item, state } = this.desk;
    const { said } = this;
    const last = lines.standing().at(-1);
    const gone = said && (state.held.some(({ id }) => id === said.id) || state.lines.some(({ id, pulled_back, wiped }) => id === said.id && (pulled_back || wiped)));
    const mine = said?.item === item && !gone ? said : null;
    const newest = [last && { id: last.id, at: Date.parse(last.since) }, mine].filter(Boolean).sort((one, other) => one.at - other.at).at(-1);
    return newest && now() - newest.at < JUST_SAID_MS ? newest.id : null;
  }

  draw() {
    const { state, texts } = this.desk;
    if (!state) return;
    if (this.wanted === (state.view === "neutral")) this.wanted = null; // heard back
    const calm = this.isCalm();
    if (!calm) this.mine = false;
    this.aside.draw(state);
    this.node.hidden = !calm && !state.held.length && !this.aside.lines().length;
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
    for (const one of held) {
      const row = this.rows.get(one.id) ?? el("li", {});
      if (!this.rows.has(one.id)) this.held.append(row);
      this.rows.set(one.id, row);
      if (!row.querySelector("textarea") && changed(row, one)) this.drawRow(row, one);
    }
  }

  drawRow(row, one) {
    const { desk } = this;
    const { even } = desk.texts;
    const rewrite = () => {
      const { box, concern, acts } = editBox(desk, one.id, one.text, () => this.drawRow(row, one), true);
      row.replaceChildren(el("span", {}, box, concern), acts);
      box.focus();
    };
    const grounds = el("select", { "aria-label": even.ground }, Object.entries(even.grounds).map(([value, name]) => el("option", { value }, name)));
    row.replaceChildren(
      el("span", {}, one.text, el("small", {}, one.about)),
      el("span", { class: "tv-acts" },
        el("button", { type: "button", onclick: () => desk.command({ kind: "line_restored", note: one.id }) }, even.restore),
        el("button", { type: "button", onclick: rewrite }, even.rewrite),
        grounds,
        sureButton(even.wipe, [one.also, even.sure].filter(Boolean).join(" "), () => desk.command({ kind: "line_wiped", note: one.id, ground: grounds.value }))),
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
