// Silent rounds and positions at the desk: begin one, see how many lines there are and never which,
// close it with everything at once, and take a line over into the talk.

import { post } from "./desk_post.js";
import { el, fill, follow, newId, place, present, say, take, whenGone } from "./room.js";

const MINUTES = [1, 2, 3, 5];
const POSITIONS = ["agree", "partly", "disagree", "unknown"];

export default function rounds({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-rounds");
  const address = place(data);
  if (host.tvRounds?.address === address) {
    take(host.tvRounds, data, setTriggerValue);
    return whenGone(host, host.tvRounds.stop);
  }
  host.tvRounds?.stop();
  host.tvRounds = Object.assign(new Rounds(host, data, setTriggerValue), { address });
  return whenGone(host, host.tvRounds.stop);
}

class Rounds {
  constructor(host, data, tell) {
    Object.assign(this, { host, data, tell, texts: data.texts, through: new Set(), beside: {} });
    this.box = el("textarea", { rows: 2, maxlength: 300, id: "tv-round-question", oninput: () => (this.own = true) });
    this.minutes = el("select", { id: "tv-round-minutes" }, MINUTES.map((one) => el("option", { value: one, selected: one === 2 }, one)));
    this.status = el("output", { class: "tv-status", "aria-live": "polite" });
    this.parts = Object.fromEntries(["ask", "run", "last", "stands"].map((name) => [name, el("div", { class: "tv-round-part" })]));
    host.replaceChildren(this.parts.run, this.parts.ask, this.status, this.parts.last, this.parts.stands);
    this.parts.ask.replaceChildren(...this.asking());
    const unfollow = follow(
      this,
      ({ scene }) => scene?.rounds && this.draw(scene.rounds),
      () => {},
      (beside) => {
        this.beside = beside;
        this.drawRun();
      },
    );
    this.stop = () => {
      unfollow();
      host.tvRounds = null;
    };
  }

  asking() {
    const { texts } = this;
    return [
      el("h3", {}, texts.ask_title),
      el("p", {}, texts.ask_help),
      el("label", { class: "tv-label", for: "tv-round-question" }, texts.ask),
      this.box,
      el("div", { class: "tv-row" },
        el("label", { class: "tv-inline", for: "tv-round-minutes" }, texts.minutes, this.minutes),
        el("button", { type: "button", class: "tv-primary", onclick: () => this.begin() }, texts.begin)),
    ];
  }

  draw(state) {
    if (state.item !== this.state?.item || state.stage !== this.state?.stage) this.own = false;
    this.state = state;
    if (!this.own && document.activeElement !== this.box) this.box.value = state.question;
    this.parts.ask.hidden = !state.phones || !state.item || Boolean(state.running);
    this.drawRun();
    this.put("last", this.last());
    this.put("stands", this.stands());
  }

  /** Draw a part when something in it changed, so that a press is never lost. */
  put(name, children) {
    const made = el("div", {}, ...children);
    if (made.innerHTML === this.parts[name].firstChild?.innerHTML) return;
    this.parts[name].replaceChildren(made);
  }

  drawRun() {
    this.put("run", this.running());
  }

  running() {
    const { texts, state } = this;
    if (!state?.item && !state?.running) return [el("p", {}, texts.no_item)];
    if (!state.running) return state.phones ? [] : [el("p", {}, texts.no_phones)];
    const now = this.beside.running?.round === state.running.id ? this.beside.running : null;
    const counted = state.running.kind === "lines" ? "written" : "answered";
    const enough = now && now.needed === 0;
    return present([
      el("h3", {}, `${texts.running}: ${state.running.question}`),
      state.running.note && el("p", {}, state.running.note),
      now && el("p", { class: "tv-round-now" }, fill(texts[`${counted}_${now.count === 1 ? "one" : "other"}`], { count: now.count })),
      now?.needed > 0 && el("p", { class: "tv-hint" }, fill(texts[`needed_${now.needed === 1 ? "one" : "other"}`], { count: now.needed })),
      ...this.waiting(now?.waiting ?? []),
      el("div", { class: "tv-row" },
        el("button", { type: "button", class: "tv-primary", onclick: () => this.close() }, enough ? texts.close : texts.close_anyway),
        state.shows !== "round" && el("button", { type: "button", onclick: () => this.show(state.running.id) }, texts.show)),
    ]);
  }

  /** Lines that may point at somebody: shown only when the facilitator says so. */
  waiting(lines) {
    const { texts } = this;
    if (!lines.length) return [];
    const choose = (id, shown) => {
      this.through[shown ? "add" : "delete"](id);
      this.drawRun();
    };
    return [
      el("div", { class: "tv-concern" },
        el("p", {}, el("b", {}, texts.waiting_title)),
        el("p", {}, texts.waiting),
        lines.map((line) => el("div", { class: "tv-round-wait" },
          el("p", {}, `“${line.text}”`, el("small", {}, line.why.join(" "))),
          el("div", { class: "tv-chipset", role: "radiogroup", "aria-label": line.text }, [true, false].map((shown) =>
            el("button", { type: "button", role: "radio", "aria-checked": String(this.through.has(line.id) === shown), onclick: () => choose(line.id, shown) }, shown ? texts.let_through : texts.leave_out)))))),
    ];
  }

  last() {
    const { texts, state } = this;
    const { last } = state;
    if (!last || state.running) return [];
    const screens = Array.from({ length: last.screens }, (_, n) => n + 1);
    return present([
      el("h3", {}, `${texts.last_title}: ${last.question}`),
      el("div", { class: "tv-row" },
        screens.map((n) => el("button", { type: "button", onclick: () => this.show(n === 1 ? last.id : `${last.id}:${n}`) }, screens.length === 1 ? texts.show : fill(texts.screen, { number: n }))),
        state.shows === "round" && el("button", { type: "button", class: "tv-primary", onclick: () => this.command(state.back) }, texts.to_talk)),
      last.told && el("p", {}, last.told),
      last.left_out && el("p", {}, last.left_out),
      el("ul", { class: "tv-lines" }, last.lines.map((line) => el("li", {}, el("span", {}, "•"), el("span", {}, line.text, el("small", {}, line.name)), this.taking(line)))),
      last.positions.map((one) => el("p", {}, `${one.name}: ${one.stands.filter(({ count }) => count).map(({ name, count }) => `${name} ${count}`).join(" · ")}`)),
    ]);
  }

  taking(line) {
    const { texts } = this;
    if (line.taken) return el("small", {}, texts.taken);
    return el("span", { class: "tv-acts" }, el("button", { type: "button", onclick: (event) => this.takeOver(line, event.currentTarget) }, texts.take_over));
  }

  /** Into the talk as a line of its own, its side kept; a doubtful one at the second press. */
  async takeOver(line, button) {
    const { item, stage } = this.state;
    const kind = stage === "recognise" ? "fact" : "explanation";
    button.disabled = true;
    const body = { kind: "note_written", note: newId(), item, stage, note_kind: kind, text: line.text, side: line.side || null };
    const told = await this.command(body, button.tvOverruled);
    if (told.ok) return;
    button.disabled = false;
    if (told.status !== 428) return;
    button.tvOverruled = told.concerns.map((one) => one.kind);
    button.textContent = this.texts.let_through;
  }

  stands() {
    const { texts, state } = this;
    if (!state.item) return [];
    return present([
      el("h3", {}, texts.positions_title),
      el("p", {}, texts.positions_help),
      !state.explanations.length && el("p", {}, texts.no_explanations),
      state.explanations.map((note) =>
        el("div", { class: "tv-round-stand" },
          el("p", {}, el("b", {}, `${note.number} `), note.text),
          ["provider", "municipality"].map((side) => this.side(note, side)),
          state.phones && !state.running && el("button", { type: "button", onclick: () => this.askPhones(note) }, texts.ask_phones))),
    ]);
  }

  side(note, side) {
    const name = this.state.sides[side];
    return el("div", { class: "tv-row" },
      el("span", { class: "tv-round-side" }, name),
      el("div", { class: "tv-chipset", role: "radiogroup", "aria-label": `${name}: ${note.text}` }, POSITIONS.map((one) =>
        el("button", { type: "button", role: "radio", "aria-checked": String(note.taken[side] === one), onclick: () => this.command({ kind: "position_taken", note: note.id, side, position: one }) }, this.data.positions[one]))));
  }

  begin() {
    const question = this.box.value.trim() || this.state.question;
    this.open({ round_kind: "lines", question, seconds: Number(this.minutes.value) * 60 });
  }

  askPhones(note) {
    this.open({ round_kind: "positions", question: this.texts.position_question, note: note.id });
  }

  async open(about) {
    const round = newId();
    this.through.clear();
    const told = await this.command({ kind: "round_opened", round, item: this.state.item, ...about });
    if (!told.ok) return;
    this.own = false;
    await this.show(round);
  }

  show(round) {
    return this.command({ kind: "shown", view: "round", item: this.state.item, round });
  }

  async close() {
    const { id } = this.state.running;
    const seen = this.beside.running?.stopped ? [...this.through] : null;
    this.said(await post(this.data, "/api/rounds/close", { round: id, through: seen }));
  }

  async command(body, overruled = []) {
    const told = await say(this, { body, overruled });
    this.said(told);
    return told;
  }

  said(told) {
    const reason = told.status === 0 ? this.texts.not_now : (told.reason ?? told.concerns?.[0]?.sentence ?? told.status);
    this.status.textContent = told.ok ? "" : fill(this.texts.refused, { reason });
  }
}
