// The desk: where we are, the line being typed, and the lines of this item. What is typed is kept on
// the device at every keystroke, at the server a moment later, and on the wall only after Enter.
// Not a Streamlit text area: that loses what has not been left yet.

import { el, failed, fill, follow, kept, newId, place, present, say, take } from "./room.js";

const DRAFT_MS = 400;
const RETRY_MS = 1500;
const FIELD = "desk.line";
const KINDS = ["explanation", "fact", "experience", "precondition", "question"];

export default function desk({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-desk");
  const address = place(data);
  if (host.tvDesk?.address === address) {
    take(host.tvDesk, data, setTriggerValue);
    host.tvDesk.catchUp();
    return host.tvDesk.stop;
  }
  host.tvDesk?.stop();
  const self = new Desk(host, data, setTriggerValue);
  self.address = address;
  host.tvDesk = self;
  return self.stop;
}

class Desk {
  constructor(host, data, tell) {
    Object.assign(this, { host, data, tell, state: null, op: newId(), editing: null });
    this.texts = data.texts;
    this.choice = { kind: "explanation", side: "", period: "", perspective: "", basis: "", reason_tag: "", reason_side: "" };
    this.build();
    this.restore();
    const leave = () => this.saveDraft(true);
    const keys = (event) => this.key(event);
    const online = () => this.flush();
    document.addEventListener("keydown", keys, true);
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("online", online);
    const tick = setInterval(() => this.drawClock(), 1000);
    const unfollow = follow(this, (state) => this.follow(state), (lost) => this.lost(lost));
    this.stop = () => {
      unfollow();
      clearInterval(tick);
      document.removeEventListener("keydown", keys, true);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("online", online);
      host.tvDesk = null;
    };
    this.flush();
  }

  // --- building ---------------------------------------------------------------------------

  build() {
    const { texts, data } = this;
    this.box = el("textarea", { rows: 2, maxlength: 2000, "aria-label": texts.line_label, placeholder: texts.line_placeholder, oninput: () => this.typed(), onkeydown: (event) => this.lineKey(event) });
    this.status = el("output", { class: "tv-status", "aria-live": "polite" }, texts.ready);
    this.back = el("button", { type: "button", onclick: () => this.step(-1) }, `← ${texts.back}`);
    this.next = el("button", { type: "button", class: "tv-primary", onclick: () => this.step(1) }, `${texts.next} →`);
    this.neutral = el("button", { type: "button", onclick: () => this.evenNiet() }, texts.neutral);
    this.place = el("strong", { class: "tv-place" });
    this.jump = el("select", { "aria-label": texts.place, onchange: () => this.go(Number(this.jump.value)) });
    this.rail = el("div", { class: "tv-stages", role: "group", "aria-label": texts.stages });
    this.bar = el("span", { class: "tv-bar-fill" });
    this.left = el("span", { class: "tv-left" });
    this.kinds = this.chips(texts.kind, "kind", KINDS.map((id, n) => ({ id, name: data.kinds[id], key: n + 1 })));
    this.sides = this.chips(texts.side, "side", [
      { id: "provider", name: data.sides.provider, key: "A" },
      { id: "", name: data.sides.together, key: "S" },
      { id: "municipality", name: data.sides.municipality, key: "G" },
    ]);
    this.period = this.select("period", texts.period, []);
    this.more = el(
      "details",
      { class: "tv-more-fields" },
      el("summary", {}, texts.more_fields),
      el(
        "div",
        { class: "tv-grid" },
        this.labelled(texts.perspective, this.select("perspective", texts.perspective, data.perspectives)),
        this.labelled(texts.basis, this.select("basis", texts.basis, data.bases)),
        this.labelled(texts.reason_tag, this.select("reason_tag", texts.reason_tag, data.reasons)),
        this.labelled(texts.reason_side, this.select("reason_side", texts.reason_side, [
          { id: "provider", name: data.sides.provider },
          { id: "municipality", name: data.sides.municipality },
        ])),
      ),
    );
    this.concern = el("div", { class: "tv-concern", role: "alert", hidden: true });
    this.list = el("ol", { class: "tv-lines" });
    this.hints = el("div", { class: "tv-hints" });
    this.send = el("button", { type: "button", class: "tv-primary", onclick: () => this.enter() }, texts.send);
    this.why = el("p", { class: "tv-why", hidden: true });
    this.host.replaceChildren(
      el("div", { class: "tv-steps" }, this.back, this.next, this.neutral, this.place, this.jump),
      this.rail,
      el("div", { class: "tv-bar" }, this.bar, this.left),
      el(
        "div",
        { class: "tv-write" },
        this.box,
        el("div", { class: "tv-row" }, this.sides, this.labelled(texts.period, this.period, "tv-inline")),
        el("div", { class: "tv-row" }, this.kinds, this.send),
        this.concern,
        this.why,
        el("div", { class: "tv-row tv-under" }, this.status, el("small", {}, texts.line_hint)),
        this.more,
      ),
      el("h3", {}, texts.lines_title),
      this.list,
      this.hints,
    );
  }

  chips(label, field, options) {
    const group = el("div", { class: "tv-chipset", role: "radiogroup", "aria-label": label });
    for (const { id, name, key } of options) {
      group.append(
        el("button", { type: "button", role: "radio", "data-id": id, title: `Alt+${key}`, "aria-keyshortcuts": `Alt+${key}`, "aria-checked": "false", onclick: () => this.choose(field, id) }, name),
      );
    }
    return group;
  }

  select(field, label, options) {
    const node = el("select", { "aria-label": label, onchange: () => this.choose(field, node.value) });
    node.tvField = field;
    node.append(el("option", { value: "" }, field === "period" ? this.texts.no_period : this.texts.unset));
    node.append(...options.map(({ id, name }) => el("option", { value: id }, name)));
    return node;
  }

  labelled(label, node, name = "") {
    return el("label", { class: name }, el("span", {}, label), node);
  }

  choose(field, value) {
    this.choice[field] = value;
    this.drawChoice();
    this.keep();
  }

  drawChoice() {
    for (const [group, field] of [[this.kinds, "kind"], [this.sides, "side"]])
      for (const chip of group.children) {
        const on = chip.dataset.id === this.choice[field];
        chip.setAttribute("aria-checked", String(on));
        chip.tabIndex = on ? 0 : -1;
      }
    for (const node of [this.period, ...this.more.querySelectorAll("select")])
      if (document.activeElement !== node || node.value !== this.choice[node.tvField]) node.value = this.choice[node.tvField] ?? "";
  }

  // --- following --------------------------------------------------------------------------

  follow(state) {
    const { desk } = state.scene ?? {};
    if (!desk?.steps) return;
    this.state = desk;
    this.item = desk.steps[desk.step]?.body.item ?? null;
    this.stage = desk.steps[desk.step]?.body.stage ?? null;
    this.drawPlace();
    this.drawPeriods();
    this.drawLines();
    this.drawHints();
    this.drawClock();
    this.drawChoice();
    this.catchUp();
  }

  /** The forms of the page belong to where the meeting stood when it was drawn; ask for a new run
   *  when it stands elsewhere now, also when this desk was made in between. */
  catchUp() {
    const { standing } = this.state ?? {};
    if (!standing || standing === this.data.standing || standing === this.asked) return;
    this.asked = standing;
    this.tell("moved", { standing });
  }

  lost(lost) {
    this.host.classList.toggle("tv-lost", lost);
    if (lost) this.say(this.texts.offline, "tv-warn");
    else {
      this.say(this.texts.ready);
      this.flush();
    }
  }

  drawPlace() {
    const { step, steps, sections, opened, sealed } = this.state;
    this.place.textContent = steps[step]?.name ?? "";
    this.back.disabled = step <= 0;
    this.next.disabled = step >= steps.length - 1;
    this.jump.replaceChildren(...sections.map((one) => el("option", { value: one.first, selected: one.now }, one.name)));
    const here = steps.map((one, n) => ({ ...one, n })).filter((one) => this.item && one.body.item === this.item);
    this.rail.replaceChildren(
      ...here.map((one) =>
        el("button", { type: "button", class: one.n === step ? "tv-now" : "", "aria-current": one.n === step && "step", onclick: () => this.go(one.n) }, one.name.split(" · ").pop()),
      ),
    );
    const reason = sealed ? this.texts.sealed : !opened ? this.texts.not_opened : !this.item ? this.texts.not_an_item : "";
    this.why.hidden = !reason;
    this.why.textContent = reason;
    this.send.disabled = Boolean(reason);
    // A box that cannot be used is in the way; words that are in it stay in sight.
    this.host.classList.toggle("tv-resting", Boolean(reason) && !this.box.value);
    this.suggestKind();
  }

  /** First look, then explain: at Herkennen a line is a fact until somebody says otherwise. */
  suggestKind() {
    if (this.stage === this.suggestedFor) return;
    this.suggestedFor = this.stage;
    if (!this.box.value) this.choice.kind = this.stage === "recognise" ? "fact" : "explanation";
  }

  drawPeriods() {
    const told = JSON.stringify(this.state.periods);
    if (this.period.tvTold === told) return;
    this.period.tvTold = told;
    this.period.replaceChildren(el("option", { value: "" }, this.texts.no_period), ...this.state.periods.map(({ id, name }) => el("option", { value: id }, name)));
    if (!this.state.periods.some(({ id }) => id === this.choice.period)) this.choice.period = "";
  }

  drawClock() {
    const clock = this.state?.clock;
    this.bar.parentElement.hidden = !clock?.since;
    if (!clock?.since) return;
    const spent = (Date.now() - new Date(clock.since).getTime()) / 1000;
    this.bar.style.width = `${Math.min(100, (100 * spent) / clock.seconds)}%`;
    const minutes = Math.ceil(Math.abs(clock.seconds - spent) / 60);
    this.left.textContent = fill(spent > clock.seconds ? this.texts.time_over : this.texts.time_left, { minutes });
  }

  drawHints() {
    const { hints, tally, coverage } = this.state;
    const { texts } = this;
    this.hints.replaceChildren(
      ...hints.map((hint) => el("p", { class: "tv-hint" }, hint)),
      el("p", { class: "tv-tally" }, ...tally.map((one) => el("span", {}, one.text))),
      el("p", { class: "tv-coverage" }, el("span", {}, `${texts.heard}: `), ...coverage.map((one) => el("span", { class: one.heard ? "tv-heard" : "tv-unheard", title: one.heard ? texts.heard : texts.not_heard }, `${one.heard ? "●" : "○"} ${one.name}`))),
    );
  }

  drawLines() {
    if (!this.state) return;
    const { texts } = this;
    const waiting = this.outbox().filter((one) => one.body?.item === this.item && !this.state.lines.some((line) => line.id === one.body.note));
    const rows = this.state.lines.map((line) => (this.editing === line.id ? this.editRow(line) : this.lineRow(line)));
    if (this.editing && this.list.querySelector("textarea:focus")) return; // never take a row from under a hand
    this.list.replaceChildren(
      ...rows.reverse(),
      ...waiting.map((one) => el("li", { class: "tv-waiting" }, el("span", {}, "…"), el("span", {}, one.body.text, el("small", {}, this.failing ? texts.not_saved : texts.typing)))),
    );
    if (!rows.length && !waiting.length) this.list.append(el("li", { class: "tv-none" }, texts.no_lines));
  }

  lineRow(line) {
    const { texts } = this;
    const side = line.side ? this.state.sides[line.side] : this.data.sides.together;
    const about = [side, line.kind_name, line.period_name, line.at, line.revised && texts.revised, line.pulled_back && texts.pulled_back].filter(Boolean).join(" · ");
    return el(
      "li",
      { class: line.pulled_back ? "tv-pulled" : "" },
      el("b", {}, line.number),
      el("span", {}, line.text, el("small", {}, about), line.standing && el("small", { class: "tv-standing" }, line.standing)),
      !line.pulled_back && !this.state.sealed && el("span", { class: "tv-acts" },
        el("button", { type: "button", onclick: () => { this.editing = line.id; this.drawLines(); this.list.querySelector("textarea")?.focus(); } }, texts.revise),
        el("button", { type: "button", onclick: () => this.command({ kind: "line_pulled_back", note: line.id }) }, texts.pull_back)),
    );
  }

  editRow(line) {
    const { texts } = this;
    const box = el("textarea", { rows: 2, "aria-label": texts.revise }, line.text);
    const done = () => { this.editing = null; this.drawLines(); };
    const keep = async () => {
      if (!box.value.trim() || box.value === line.text) return done();
      box.blur();
      const told = await this.command({ kind: "note_revised", note: line.id, text: box.value.trim() });
      if (told.ok) done();
    };
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); keep(); }
      if (event.key === "Escape") { box.blur(); done(); }
    });
    return el("li", {}, el("b", {}, line.number), el("span", {}, box), el("span", { class: "tv-acts" },
      el("button", { type: "button", class: "tv-primary", onclick: keep }, texts.keep),
      el("button", { type: "button", onclick: () => { box.blur(); done(); } }, texts.cancel)));
  }

  // --- moving -----------------------------------------------------------------------------

  step(by) {
    // Several presses in a burst each move one step, also before the first was answered.
    const from = this.target ?? this.state?.step ?? 0;
    this.go(from + by);
  }

  async go(to) {
    const step = this.state?.steps[to];
    if (!step) return;
    this.target = to;
    await this.command(step.body);
    if (this.target === to) this.target = null;
  }

  evenNiet() {
    const { step, steps } = this.state;
    const now = steps[step].body;
    if (this.calm) { this.calm = false; this.command(now); }
    else { this.calm = true; this.command({ kind: "shown", view: "neutral", item: now.item }); }
  }

  key(event) {
    if (event.key === "PageDown" || event.key === "PageUp") {
      event.preventDefault();
      this.step(event.key === "PageDown" ? 1 : -1);
    }
  }

  lineKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.enter();
      return;
    }
    if (!event.altKey) return;
    const digit = event.code.match(/^Digit([1-5])$/)?.[1];
    const side = { KeyA: "provider", KeyS: "", KeyG: "municipality" }[event.code];
    const by = { ArrowLeft: 1, ArrowRight: -1 }[event.key]; // periods stand newest first
    if (digit) this.choose("kind", KINDS[digit - 1]);
    else if (side !== undefined) this.choose("side", side);
    else if (by) this.movePeriod(by);
    else return;
    event.preventDefault();
  }

  movePeriod(by) {
    const ids = ["", ...this.state.periods.map(({ id }) => id)];
    const at = ids.indexOf(this.choice.period);
    this.choose("period", ids[Math.max(0, Math.min(ids.length - 1, at + by))]);
  }

  // --- words ------------------------------------------------------------------------------

  restore() {
    const draft = kept.read(this.data, FIELD);
    const server = this.data.drafts?.[FIELD] ?? "";
    this.savedDraft = this.box.value = server;
    if (draft?.text) {
      this.savedDraft = null;
      this.box.value = draft.text;
      Object.assign(this.choice, draft.choice ?? {});
      this.op = draft.op ?? this.op;
      // The desk that was here before may have been taken away in mid-saving, or the server was.
      this.pause = setTimeout(() => this.saveDraft(), DRAFT_MS);
    }
    this.drawChoice();
  }

  typed() {
    this.op = newId();
    this.concern.hidden = true;
    this.keep();
    this.say(this.texts.typing);
    if (!this.box.value) this.handled();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.saveDraft(), DRAFT_MS);
  }

  keep() {
    kept.write(this.data, FIELD, { text: this.box.value, op: this.op, choice: this.choice });
  }

  async saveDraft(leaving = false) {
    clearTimeout(this.pause);
    const { op } = this;
    const { value } = this.box;
    if (this.savedDraft === value) return;
    const told = await say(this, { op, draft: { field: FIELD, text: value } }, { keepalive: leaving });
    if (told.ok) {
      this.savedDraft = value;
      if (op === this.op) this.say(fill(this.texts.saved, { time: told.at_text }), "tv-ok");
      if (!value) kept.settle(this.data, FIELD, op);
    } else if (failed(told)) {
      this.say(this.texts.not_saved, "tv-warn");
      this.pause = setTimeout(() => this.saveDraft(), RETRY_MS);
    } else this.say(this.refusal(told), "tv-warn");
  }

  async enter() {
    const text = this.box.value.trim();
    if (!text || this.send.disabled) return;
    const { choice } = this;
    const or = (value) => value || null;
    const op = newId();
    const body = {
      kind: "note_written", note: op, item: this.item, stage: this.stage, note_kind: choice.kind, text,
      side: or(choice.side), period: or(choice.period), perspective: or(choice.perspective), basis: or(choice.basis),
      reason_tag: or(choice.reason_tag), reason_side: or(choice.reason_side),
    };
    this.outbox([...this.outbox(), { op, body }]);
    this.clearBox();
    this.handled();
  }

  clearBox() {
    this.box.value = "";
    this.op = newId();
    // Kind and side often stay the same; a period or reason that stays would pin the wrong point.
    this.choice.period = this.choice.reason_tag = this.choice.reason_side = "";
    clearTimeout(this.pause);
    this.keep();
    this.drawChoice();
    this.pause = setTimeout(() => this.saveDraft(), DRAFT_MS);
  }

  /** The line that was handed back is dealt with; what waits goes out, or comes back in its turn. */
  handled() {
    this.handedBack = null;
    this.concern.hidden = true;
    this.drawLines();
    return this.flush();
  }

  /** The first line that was refused goes back into the box, one at a time; what was typed
   *  meanwhile stays behind it. */
  handBack() {
    const line = this.outbox().find((one) => one.refused);
    // A desk that was taken off the page leaves it to the one that came after it.
    if (this.handedBack || !line || this.host.tvDesk !== this) return;
    this.handedBack = line;
    const typed = this.box.value;
    this.box.value = typed ? `${line.body.text} ${typed}` : line.body.text;
    if (!typed) this.chooseAs(line.body);
    this.op = newId();
    this.keep(); // in the box first, out of the outbox after: never in neither
    this.outbox(this.outbox().filter((one) => one.op !== line.op));
    this.drawLines();
    this.drawConcern(line, typed);
    this.box.focus();
  }

  chooseAs(body) {
    Object.assign(this.choice, { kind: body.note_kind });
    for (const field of ["side", "period", "perspective", "basis", "reason_tag", "reason_side"]) this.choice[field] = body[field] ?? "";
    this.drawChoice();
  }

  drawConcern(line, typed) {
    const { texts } = this;
    const { status, concerns = [] } = line.refused;
    const refused = this.refusal(line.refused);
    const title = !concerns.length ? refused : status === 422 ? texts.concern_blocked : texts.concern_title;
    const again = () => {
      this.box.value = typed;
      this.keep();
      this.resend(line, concerns.map((one) => one.kind));
    };
    this.concern.hidden = false;
    this.concern.replaceChildren(
      ...present([
        el("p", {}, el("b", {}, title)),
        concerns.map((one) => el("p", {}, [one.sentence, one.suggestion].filter(Boolean).join(" "))),
        el("p", {},
          el("button", { type: "button", class: "tv-primary", onclick: () => { this.concern.hidden = true; this.box.focus(); } }, texts.concern_rewrite), " ",
          status === 428 && el("button", { type: "button", onclick: again }, texts.concern_overrule)),
      ]),
    );
    this.say(refused, "tv-warn");
  }

  /** The very line that was refused, before all others: its own words, side, kind and id. */
  resend({ op, body }, overruled) {
    this.outbox([{ op, body, overruled }, ...this.outbox()]);
    this.handled();
  }

  /** Lines on their way: on the device until the server has them on disk. */
  outbox(lines) {
    if (lines === undefined) return kept.read(this.data, "outbox") ?? [];
    if (lines.length) kept.write(this.data, "outbox", lines);
    else kept.settle(this.data, "outbox");
    return lines;
  }

  async flush() {
    if (this.flushing) return this.flushing;
    this.flushing = this.sendAll();
    await this.flushing;
    this.flushing = null;
    this.handBack();
  }

  /** Send what waits, in order. A line that is refused is marked so, and holds up no other. */
  async sendAll() {
    for (let line; (line = this.outbox().find((one) => !one.refused)); ) {
      const told = await say(this, line);
      this.failing = failed(told);
      if (this.failing) {
        this.say(this.texts.not_saved, "tv-warn");
        this.drawLines();
        clearTimeout(this.again);
        this.again = setTimeout(() => this.flush(), RETRY_MS);
        return;
      }
      const { op } = line;
      if (!told.ok) this.outbox(this.outbox().map((one) => (one.op === op ? { ...one, refused: told } : one)));
      else {
        this.outbox(this.outbox().filter((one) => one.op !== op));
        this.say(fill(this.texts.saved, { time: told.at_text }), "tv-ok");
        this.tell("said", { sequence: told.sequence });
      }
    }
  }

  async command(body) {
    const told = await say(this, { body });
    if (told.ok) {
      this.say(fill(this.texts.saved, { time: told.at_text }), "tv-ok");
      this.tell("said", { sequence: told.sequence });
    } else if (told.status === 0) this.say(this.texts.not_saved, "tv-warn");
    else this.say(this.refusal(told), "tv-warn");
    return told;
  }

  refusal({ reason, concerns, status }) {
    return fill(this.texts.refused, { reason: reason ?? concerns?.[0]?.sentence ?? status });
  }

  say(text, name = "") {
    this.status.className = `tv-status ${name}`;
    this.status.textContent = text;
  }
}
