// The line being typed: kept on the device at every keystroke, at the server a moment later as a
// draft of this device, and on the wall only after Enter.
// Not a Streamlit text area: that loses what has not been left yet.

import { misses, proposed, why } from "./concern.js";
import { Choice, labelled } from "./desk_choice.js";
import { Outbox } from "./desk_outbox.js";
import { device, el, failed, fill, kept, lastWords, newId, nextOp, present, say } from "./room.js";

const DRAFT_MS = 400;
const RETRY_MS = 1500;
const KEPT = "desk.line"; // on the device
export const FIELD = `desk.line@${device()}`; // at the server: one draft per device

export class Writing {
  constructor(desk) {
    Object.assign(this, { desk, op: nextOp(), handedBack: null });
    const { texts } = desk;
    this.choice = new Choice(desk, () => this.chosen());
    this.outbox = new Outbox(desk, (line) => this.handBack(line));
    this.box = el("textarea", { rows: 2, maxlength: 2000, "aria-label": texts.line_label, placeholder: texts.line_placeholder, oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.concern = el("div", { class: "tv-concern", role: "alert", hidden: true });
    this.send = el("button", { type: "button", class: "tv-primary", onclick: () => this.enter() }, texts.send);
    this.why = el("p", { class: "tv-why", hidden: true });
    this.node = el(
      "div",
      { class: "tv-write" },
      this.box,
      el("div", { class: "tv-row" }, this.choice.sides, labelled(texts.period, this.choice.period, "tv-inline")),
      el("div", { class: "tv-row" }, this.choice.kinds, this.send),
      this.concern,
      this.why,
      el("div", { class: "tv-row tv-under" }, desk.status, el("small", {}, texts.line_hint)),
      this.choice.more,
    );
    this.restore();
  }

  draw({ opened, sealed, periods }) {
    const { texts, item, stage, host } = this.desk;
    const reason = sealed ? texts.sealed : !opened ? texts.not_opened : !item ? texts.not_an_item : "";
    this.why.hidden = !reason;
    this.why.textContent = reason;
    this.send.disabled = Boolean(reason);
    // A box that cannot be used is in the way; words that are in it stay in sight.
    host.classList.toggle("tv-resting", Boolean(reason) && !this.box.value);
    this.suggestKind(stage);
    this.choice.drawPeriods(periods);
    this.choice.draw();
    this.drawSend();
  }

  /** First look, then explain: at Herkennen a line is a fact until somebody says otherwise. */
  suggestKind(stage) {
    if (stage === this.suggestedFor) return;
    this.suggestedFor = stage;
    if (!this.box.value) this.choice.value.kind = stage === "recognise" ? "fact" : "explanation";
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.enter();
  }

  restore() {
    const draft = lastWords(this.desk.data, KEPT, FIELD);
    this.savedDraft = this.box.value = this.desk.data.drafts?.[FIELD] ?? "";
    if (draft?.text) {
      this.savedDraft = null;
      this.box.value = draft.text;
      Object.assign(this.choice.value, draft.choice ?? {});
      this.op = draft.op ?? this.op;
      // The desk that was here before may have been taken away in mid-saving, or the server was.
      this.saveSoon();
    }
    this.choice.draw();
    this.drawSend();
  }

  typed() {
    this.op = nextOp();
    this.concern.hidden = true;
    this.proposal = null;
    this.keep();
    this.desk.say(this.desk.texts.typing);
    if (!this.box.value) this.handled();
    this.saveSoon();
  }

  /** From the first letter on, not after the last: who types on is saved on the way. */
  saveSoon(later = DRAFT_MS) {
    this.pause ??= setTimeout(() => this.saveDraft(), later);
  }

  chosen() {
    this.keep();
    this.drawSend();
  }

  /** What Enter does now has to be read before it is pressed. */
  drawSend() {
    const { texts, item, state } = this.desk;
    const only = this.choice.isTalkOnly();
    const isAway = item && state.view !== "item";
    this.send.textContent = only ? texts.send_talk_only : isAway ? texts.send_aside : texts.send;
    this.node.classList.toggle("tv-talk-only", only);
  }

  keep() {
    kept.write(this.desk.data, KEPT, { text: this.box.value, op: this.op, choice: this.choice.value });
  }

  async saveDraft(leaving = false) {
    this.pause = clearTimeout(this.pause);
    const { op, desk } = this;
    const { value } = this.box;
    if (this.saving && !leaving) return this.saveSoon(); // one at a time: the last one sent is the last one kept
    if (this.savedDraft === value) return;
    this.saving = true;
    const told = await say(desk, { op, draft: { field: FIELD, text: value } }, { keepalive: leaving });
    this.saving = false;
    this.savedDraft = told.ok ? value : null; // what it has when it did not answer nobody knows
    if (told.ok) {
      if (op === this.op) desk.saved(told.at_text);
      if (!value) kept.settle(desk.data, KEPT, op);
    } else if (failed(told)) {
      desk.say(desk.texts.not_saved, "tv-warn");
      this.saveSoon(RETRY_MS);
    } else desk.say(desk.refusal(told), "tv-warn");
  }

  /** Whether everything typed here is on disk at the server. */
  isSaved() {
    return this.savedDraft === this.box.value && !this.outbox.lines().length;
  }

  enter() {
    const text = this.box.value.trim();
    if (!text || this.send.disabled) return;
    const op = newId();
    const { item, stage } = this.desk;
    this.post(op, { kind: "note_written", note: op, item, stage, text, ...this.choice.fields() });
  }

  /** Send what is in the box on its way, and make room for what comes next. */
  post(op, body) {
    this.outbox.add({ op, body });
    this.empty();
  }

  /** What stood in the box is somewhere else now. */
  empty() {
    this.box.value = "";
    this.op = nextOp();
    this.choice.afterALine();
    this.chosen();
    this.saveSoon();
    this.handled();
  }

  /** Words from elsewhere, behind what stands in the box. */
  add(text) {
    this.box.value = [this.box.value, text].filter(Boolean).join(" ");
    this.typed();
    this.box.focus();
  }

  /** The line that was handed back is dealt with; what waits goes out, or comes back in its turn. */
  handled() {
    this.handedBack = null;
    this.concern.hidden = true;
    this.proposal = null;
    this.desk.drawWaiting();
    return this.outbox.flush();
  }

  /** A refused line goes back into the box; what was typed meanwhile stays behind it. */
  handBack(line) {
    // A desk that was taken off the page leaves it to the one that came after it.
    if (this.handedBack || this.desk.host.tvDesk !== this.desk || !this.desk.host.isConnected) return;
    this.handedBack = line;
    const typed = this.box.value;
    this.box.value = typed ? `${line.body.text} ${typed}` : line.body.text;
    if (!typed) this.choice.as(line.body);
    this.drawSend();
    this.op = nextOp();
    this.keep(); // in the box first, out of the outbox after: never in neither
    this.outbox.take(line.op);
    this.desk.drawWaiting();
    if (line.refused) this.drawConcern(line, typed);
    else this.handedBack = null;
    this.box.focus();
  }

  /** What was proposed comes in the box, to be read and sent as any line. */
  takeProposal() {
    this.box.value = this.proposal;
    this.typed();
    this.box.focus();
  }

  drawConcern(line, typed) {
    const { texts } = this.desk;
    const { status, concerns = [] } = line.refused;
    const refused = this.desk.refusal(line.refused);
    const title = !concerns.length ? refused : status === 422 ? texts.concern_blocked : texts.concern_title;
    const again = () => {
      this.box.value = typed;
      this.keep();
      this.saveSoon(); // the draft at the server may hold the line that goes up now
      this.outbox.again(line, concerns.map((one) => one.kind));
      this.handled();
    };
    const instead = line.refused.proposals?.text;
    this.proposal = instead ? [instead, typed].filter(Boolean).join(" ") : null;
    this.concern.hidden = false;
    this.concern.replaceChildren(
      ...present([
        el("p", {}, el("b", {}, title)),
        why(concerns, line.refused.proposals),
        proposed(line.refused, instead, () => this.takeProposal()),
        misses(line.refused),
        el("p", {},
          el("button", { type: "button", class: instead ? "" : "tv-primary", onclick: () => { this.concern.hidden = true; this.box.focus(); } }, texts.concern_rewrite), " ",
          status === 428 && el("button", { type: "button", onclick: again }, texts.concern_overrule)),
      ]),
    );
    this.desk.say(refused, "tv-warn");
  }
}
