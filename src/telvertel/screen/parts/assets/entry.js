// A form that never loses a letter: each field is kept on the device at every keystroke and at the
// server a moment later. "autosave" fields are said by themselves; a "submit" form is said as a whole.

import { misses, proposed, why } from "./concern.js";
import { watchConnection } from "./connection.js";
import { choose, input, isNeeded, laidOut, offer, said } from "./entry_fields.js";
import { el, failed, fill, forms, kept, lastWords, newId, nextOp, present, say, take, whenGone } from "./room.js";

const PAUSE_MS = 400;
const RETRY_MS = 1500;

export default function entry({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-entry");
  const told = JSON.stringify([data.meeting, data.role, data.side, data.form, data.fields.map((one) => [one.name, one.label, one.type === "choice" || one.options]), data.fixed, data.version]);
  if (host.tvEntry?.told === told) {
    take(host.tvEntry, data, setTriggerValue);
    for (const { name, type, options } of data.fields) if (type === "choice") offer(host.tvEntry.inputs[name], options);
    return whenGone(host, host.tvEntry.stop);
  }
  host.tvEntry?.stop();
  host.tvEntry = data.mode === "autosave" ? new Autosave(host, data, setTriggerValue) : new Submit(host, data, setTriggerValue);
  host.tvEntry.told = told;
  return whenGone(host, host.tvEntry.stop);
}

class Entry {
  constructor(host, data, tell) {
    // Field → how far the meeting had come when its words were drawn; later runs leave them as they are.
    this.bases = Object.fromEntries(data.fields.map(({ name }) => [name, data.base]));
    Object.assign(this, { host, data, tell, inputs: {} });
    this.status = el("output", { class: "tv-status", "aria-live": "polite" });
    this.concern = el("div", { class: "tv-concern", role: "alert", hidden: true });
    const fields = laidOut(data.fields, data.fields.map((field) => this.field(field)), data.texts, data.unfolded || data.fields.some((field) => field.folded && this.draft(field.name)));
    this.other = el("div", { class: "tv-concern", role: "status", hidden: true });
    host.replaceChildren(el("div", { class: `tv-fields ${data.wide ? "tv-wide" : ""}` }, fields), this.other, this.concern, this.buttons());
    const unwatch = watchConnection(data.texts.gone);
    forms.set(data.form, this);
    const leave = () => this.leave();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("online", leave);
    this.stop = () => {
      unwatch();
      this.leave();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("online", leave);
      if (forms.get(data.form) === this) forms.delete(data.form);
      host.tvEntry = null;
    };
  }

  buttons() {
    return el("div", { class: "tv-row tv-under" }, this.status);
  }

  field(field) {
    const id = `tv-${this.data.form}-${field.name}`.replace(/[^\w-]/g, "-");
    const help = field.help && el("small", { id: `${id}-help` }, field.help);
    // The name of a field is its label alone; what to fill in is its description.
    const label = el("label", { class: "tv-label", for: id }, field.label, field.required && el("i", {}, ` (${this.data.texts.required})`));
    const node = input(field, this.data.texts, () => this.typed(field.name));
    node.id = id;
    if (field.type === "choices") node.setAttribute("aria-label", field.label);
    if (help) node.setAttribute("aria-describedby", `${id}-help`);
    this.inputs[field.name] = node;
    this.fill(field, node);
    return el("div", { class: `tv-field tv-${field.type ?? "text"}` }, label, help, node);
  }

  draftField(name) {
    return `${this.data.form}.${name}`;
  }

  /** What was typed in a field and not said yet, on this device or at the server. */
  draft(name) {
    return lastWords(this.data, this.draftField(name), this.draftField(name))?.text ?? this.data.drafts?.[this.draftField(name)];
  }

  fill(field, node) {
    const draft = lastWords(this.data, this.draftField(field.name), this.draftField(field.name));
    choose(node, this.draft(field.name) ?? field.value ?? "");
    if (draft) this.bases[field.name] = draft.base;
    if (draft) setTimeout(() => this.typed(field.name), 0); // words left behind on this device go out now
  }

  typed(name) {
    kept.write(this.data, this.draftField(name), { text: this.inputs[name].value, op: nextOp(), base: this.bases[name] });
    this.say(this.data.texts.typing);
  }

  say(text, name = "") {
    this.status.className = `tv-status ${name}`;
    this.status.textContent = text;
  }

  /** It is on disk; when somebody else wrote on the same meanwhile, that is what is told. */
  done(told, names) {
    const { texts } = this.data;
    for (const name of names) this.bases[name] = told.sequence;
    this.concern.hidden = true;
    if (told.conflict) {
      this.say(texts.conflict, "tv-warn");
      this.showOther(told.other, names);
    } else this.say(fill(texts.saved, { time: told.at_text }), "tv-ok");
    this.tell("said", { sequence: told.sequence });
  }

  /** What somebody else wrote here meanwhile stands below, until it is said what becomes of it. */
  showOther(other, names) {
    const { texts } = this.data;
    const written = names.map((name) => [this.inputs[name], other[name] ?? other.text]).filter(([input, text]) => text && text !== input.value);
    this.other.hidden = !written.length;
    this.other.replaceChildren(
      ...written.map(([input, text]) => {
        const put = (words) => () => {
          if (words !== input.value) {
            choose(input, words);
            input.dispatchEvent(new Event("input"));
          }
          this.other.hidden = true;
        };
        return el("p", {}, el("b", {}, `${texts.other_text} `), el("q", {}, text), " ",
          el("button", { type: "button", onclick: () => put(input.value)() }, texts.keep_mine), " ",
          el("button", { type: "button", onclick: put(text) }, texts.take_other), " ",
          el("button", { type: "button", onclick: () => put(`${input.value}\n${text}`)() }, texts.join_both));
      }),
    );
  }

  /** What was proposed comes in its field, to be read and kept as if it were typed. */
  takeOver(input, text) {
    this.concern.hidden = true;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  }

  refuse(told, again, inputOf = (field) => this.inputs[field]) {
    const { texts } = this.data;
    if (failed(told)) return this.say(texts.not_saved, "tv-warn");
    const concerns = told.concerns ?? [];
    if (!concerns.length) return this.say(fill(texts.refused, { reason: told.reason ?? told.status }), "tv-warn");
    this.concern.hidden = false;
    this.concern.replaceChildren(
      ...present([
        el("p", {}, el("b", {}, told.status === 428 ? texts.concern_title : texts.concern_blocked)),
        why(concerns, told.proposals),
        Object.entries(told.proposals ?? {}).map(([field, text]) => inputOf(field) && proposed(told, text, () => this.takeOver(inputOf(field), text))),
        misses(told),
        told.status === 428 && el("p", {}, el("button", { type: "button", onclick: () => { this.concern.hidden = true; again(concerns.map((one) => one.kind)); } }, texts.keep_anyway)),
      ]),
    );
    return this.say(fill(texts.refused, { reason: concerns[0].sentence }), "tv-warn");
  }
}

/** Every field is one saying, as in a prepared story: {…fixed, field, text}; a field named "text" is
 *  the happening's own: {…fixed, text}. */
class Autosave extends Entry {
  constructor(...given) {
    super(...given);
    this.pauses ??= {};
    this.busy ??= {};
  }

  typed(name) {
    super.typed(name);
    this.saveSoon(name);
  }

  /** From the first letter on, not after the last: who types on is saved on the way. */
  saveSoon(name, later = PAUSE_MS) {
    this.pauses ??= {};
    this.pauses[name] ??= setTimeout(() => this.save(name), later);
  }

  async save(name, { keepalive = false, overruled = [] } = {}) {
    this.busy ??= {};
    this.pauses ??= {};
    this.pauses[name] = clearTimeout(this.pauses[name]);
    if (this.busy[name] && !keepalive) return this.saveSoon(name);
    const draft = kept.read(this.data, this.draftField(name));
    if (!draft) return;
    this.busy[name] = true;
    const body = { ...this.data.fixed, ...(name === "text" ? {} : { field: name }), text: draft.text };
    const told = await say(this, { op: draft.op, base: draft.base, body, overruled }, { keepalive });
    this.busy[name] = false;
    if (told.ok) {
      kept.settle(this.data, this.draftField(name), draft.op);
      this.done(told, [name]);
    } else {
      this.refuse(told, (kinds) => this.save(name, { overruled: kinds }), () => this.inputs[name]);
      if (failed(told)) this.saveSoon(name, RETRY_MS);
    }
  }

  leave() {
    for (const { name } of this.data.fields) this.save(name, { keepalive: document.visibilityState === "hidden" });
  }
}

/** The form is said as one happening; until then its fields are drafts. */
class Submit extends Entry {
  buttons() {
    this.button = el("button", { type: "button", class: "tv-primary", onclick: () => this.submit() }, this.data.submit);
    this.host.onkeydown = (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      this.submit();
    };
    return el("div", { class: "tv-row tv-under" }, this.button, this.status);
  }

  typed(name) {
    super.typed(name);
    this.op = null; // other words are another saying
    this.saveSoon();
  }

  saveSoon(later = PAUSE_MS) {
    this.pause ??= setTimeout(() => this.saveDrafts(), later);
  }

  async saveDrafts(keepalive = false) {
    this.pause = clearTimeout(this.pause);
    if (this.saving && !keepalive) return this.saveSoon(); // in order: the last one sent is the last one kept
    this.saving = true;
    await this.sendDrafts(keepalive);
    this.saving = false;
  }

  async sendDrafts(keepalive) {
    for (const { name } of this.data.fields) {
      const draft = kept.read(this.data, this.draftField(name));
      if (!draft || this.sent?.[name] === draft.op) continue;
      const told = await say(this, { op: draft.op, draft: { field: this.draftField(name), text: draft.text } }, { keepalive });
      if (told.ok) {
        (this.sent ??= {})[name] = draft.op;
        this.say(fill(this.data.texts.draft_saved, { time: told.at_text }), "tv-ok");
      } else if (failed(told)) {
        this.say(this.data.texts.not_saved, "tv-warn");
        return this.saveSoon(RETRY_MS);
      } else this.refuse(told);
    }
  }

  leave() {
    this.saveDrafts(document.visibilityState === "hidden");
  }

  async submit(overruled = []) {
    if (this.button.disabled) return;
    const missing = this.data.fields.filter((field) => isNeeded(field, this.inputs) && !this.inputs[field.name].value.trim());
    if (missing.length) {
      this.say(fill(this.data.texts.missing, { field: missing[0].label }), "tv-warn");
      const fold = this.inputs[missing[0].name].closest("details");
      if (fold) fold.open = true;
      this.inputs[missing[0].name].focus();
      return;
    }
    this.pause = clearTimeout(this.pause);
    this.op ??= newId(); // a second press or a retry is the same saying
    const values = Object.fromEntries(this.data.fields.map(({ name, type }) => [name, said(this.inputs[name], type)]));
    let body = { ...this.data.fixed, ...values };
    if (this.data.new_id) body[this.data.new_id] = this.subject ??= this.op;
    if (this.data.nest) body = { kind: this.data.fixed.kind, [this.data.nest]: { ...this.data.nested, ...values }, reason: values.reason_of_change ?? "" };
    if (this.data.nest) delete body[this.data.nest].reason_of_change;
    this.button.disabled = true;
    const told = await say(this, { op: this.op, base: Math.min(...Object.values(this.bases)), body, overruled });
    this.button.disabled = false;
    if (!told.ok) return this.refuse(told, (kinds) => this.submit(kinds));
    this.op = this.subject = null;
    for (const field of this.data.fields) {
      kept.settle(this.data, this.draftField(field.name));
      say(this, { draft: { field: this.draftField(field.name), text: "" } });
      if (this.data.clear) choose(this.inputs[field.name], field.value ?? "");
    }
    this.done(told, this.data.fields.map(({ name }) => name));
  }
}
