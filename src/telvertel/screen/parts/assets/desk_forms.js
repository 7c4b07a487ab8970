// The forms of the page from the desk: opened, filled with the line at hand where a field is still
// empty, and brought under the eyes. What somebody typed is never written over.

import { choose } from "./entry_fields.js";
import { forms } from "./room.js";

export class Forms {
  constructor(desk) {
    this.desk = desk;
  }

  /** What a form begins with: the words in the box, else the chosen or newest line; a question is
   *  no beginning of what is agreed or learned. */
  words() {
    const { writing, lines } = this.desk;
    const text = writing.choice.isTalkOnly() ? "" : writing.box.value.trim();
    const line = text ? null : lines.chosen();
    return { text: text || (line?.kind === "question" ? "" : line?.text), note: line?.kind === "question" ? null : line?.id, typed: Boolean(text) };
  }

  agreement(field) {
    const { text, typed } = this.words();
    const name = `agreement.${this.desk.item}`;
    const clause = text && asClause(without(text, firstWord(name, field)), Object.values(this.desk.state.sides));
    return this.begin(name, field, clause && { [field]: clause }, typed);
  }

  /** The words leave the box only when the form has them: one that was begun before keeps its own. */
  begin(name, field, values, typed, names = {}) {
    const isTaken = typed && forms.get(name)?.inputs[field]?.value === "";
    this.open(name, values, values ? field : null, names);
    if (isTaken) this.desk.writing.empty();
  }

  /** A reason on the side of the municipality asks what the municipality does about it. */
  answer(line) {
    this.open(`agreement.${this.desk.item}`, { side: "municipality", note: line.id }, "then_text", { note: line.text });
  }

  learning() {
    const { text, note, typed } = this.words();
    return this.begin(`learning.${this.desk.item}`, "text", text && { text, ...(note && { note }) }, typed, { note: text });
  }

  dispute() {
    this.open(`dispute.${this.desk.item}`);
  }

  /** `to` is the field to stand in; without one the first that was filled in here, or is empty. `names`
   *  is what a value is called in a list that does not have it yet. */
  async open(name, values, to = null, names = {}) {
    const form = forms.get(name);
    if (!form) return this.desk.say(this.desk.texts.no_form, "tv-warn");
    for (let fold = folding(form.host); fold; fold = folding(fold.parentElement)) if (!fold.open) fold.querySelector("summary").click();
    let filled = null;
    for (const [field, text] of Object.entries(values ?? {})) {
      if (!form.inputs[field] || form.inputs[field].value) continue;
      filled ??= form.inputs[field];
      choose(form.inputs[field], text, names[field]);
      form.typed(field);
    }
    const first = form.inputs[to] ?? filled ?? Object.values(form.inputs).find((input) => !input.value) ?? Object.values(form.inputs)[0];
    await new Promise((done) => setTimeout(done, 60)); // a fold that opens has to have its height
    form.host.scrollIntoView({ block: "center", behavior: "smooth" });
    first.focus({ preventScroll: true });
    if (first === filled) filled.select(); // a line is seldom a clause: typing replaces it
  }
}

/** The word a field begins with, as its label has it: "Als …". */
const firstWord = (name, field) => forms.get(name)?.data.fields.find((one) => one.name === field)?.label.split(" ")[0] ?? "";

/** Who typed that word too gets it once. */
const without = (text, word) => (word && text.toLowerCase().startsWith(`${word.toLowerCase()} `) ? text.slice(word.length).trim() : text);

/** A line in the middle of a sentence: no capital, unless it is an abbreviation or a party's name. */
function asClause(text, names) {
  const [word] = text.match(/^\S+/) ?? [""];
  const isName = word.length > 3 && names.some((name) => name.startsWith(word));
  const isCapitals = word.length > 1 && word === word.toUpperCase();
  return isName || isCapitals ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** The fold that something stands in, also from inside a component. */
function folding(node) {
  for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
    const fold = at.closest("details");
    if (fold) return fold;
    if (!at.getRootNode().host) return null;
    at = at.getRootNode().host;
    const outer = at.closest("details");
    if (outer) return outer;
  }
  return null;
}
