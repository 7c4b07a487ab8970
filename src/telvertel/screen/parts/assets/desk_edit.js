// Rewriting a line that was said: the words are kept on the device until they are on disk, and what
// may point at a person is asked about before it goes back on the wall.

import { misses, proposed, takes, why } from "./concern.js";
import { Choice } from "./desk_choice.js";
import { el, kept, present } from "./room.js";

const KEPT = (note) => `desk.edit.${note}`;

/** A box for the words of a note; `done` is called when it is saved or left as it was. Only who
 *  rewrites a held line, and knows it is one, `restores` it. What `hangs` on the line can be
 *  corrected with it, behind a fold. */
export function editBox(desk, note, text, done, restores = false, hangs = null) {
  const { texts, data } = desk;
  const box = el("textarea", { rows: 2, "aria-label": texts.revise, oninput: () => kept.write(data, KEPT(note), { text: box.value, base }) });
  const left = kept.read(data, KEPT(note));
  let take = null; // takes the proposal over, while there is one
  let base = left?.base ?? desk.sequence; // what was seen when the writing began
  box.value = left?.text ?? text;
  const concern = el("div", { class: "tv-concern", role: "alert", hidden: true });
  const about = hangs && new Hanging(desk, hangs);
  const close = () => {
    kept.settle(data, KEPT(note));
    box.blur();
    done();
  };
  const save = async (overruled = []) => {
    const words = box.value.trim();
    const more = about?.changes() ?? {};
    if (!words || (words === text && !Object.keys(more).length)) return close();
    const told = await desk.command({ kind: "note_revised", note, text: words, restores, ...more }, overruled, base);
    if (told.ok) desk.even.remember(note);
    if (told.ok && told.conflict && told.other.text && told.other.text !== words) choose(told, words);
    else if (told.ok) close();
    else if (told.concerns?.length) ask(told);
  };
  const ask = (told) => {
    const { status, concerns, proposals } = told;
    take = proposals?.text && (() => {
      box.value = proposals.text;
      kept.write(data, KEPT(note), { text: box.value, base });
      concern.hidden = true;
      take = null;
      box.focus();
    });
    concern.hidden = false;
    concern.replaceChildren(
      ...present([
        el("p", {}, el("b", {}, status === 422 ? texts.concern_blocked : texts.concern_title)),
        why(concerns, proposals),
        proposed(told, proposals?.text, () => take()),
        misses(told),
        status === 428 && el("p", {}, el("button", { type: "button", onclick: () => save(concerns.map((one) => one.kind)) }, texts.concern_overrule)),
      ]),
    );
  };
  /** Somebody else rewrote it meanwhile: both are kept, and beside each other until one is chosen. */
  const choose = ({ sequence, other }, words) => {
    text = words;
    base = sequence;
    const put = (chosen) => () => {
      box.value = chosen;
      save();
    };
    concern.hidden = false;
    concern.replaceChildren(
      el("p", {}, el("b", {}, texts.other.title)),
      el("p", {}, `${texts.other.text} `, el("q", {}, other.text)),
      el("p", {},
        el("button", { type: "button", onclick: put(words) }, texts.other.mine), " ",
        el("button", { type: "button", onclick: put(other.text) }, texts.other.theirs), " ",
        el("button", { type: "button", onclick: put(`${words} ${other.text}`) }, texts.other.both)),
    );
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") close();
    if (take && takes(event)) {
      event.preventDefault();
      take();
    }
  });
  const acts = el(
    "span",
    { class: "tv-acts" },
    el("button", { type: "button", class: "tv-primary", onclick: () => save() }, texts.keep),
    el("button", { type: "button", onclick: close }, texts.cancel),
  );
  return { box, concern, acts, more: about?.node };
}

const CLEARED = ["perspective", "basis", "reason_tag", "reason_side", "follow_up", "theme"]; // the others are given empty

/** The fields that hang on a line, as they stand; what was changed of them goes with its words. */
class Hanging {
  constructor(desk, hangs) {
    this.choice = new Choice(desk, () => {});
    this.choice.as(hangs);
    this.node = this.choice.more;
    this.names = Object.keys(hangs);
    this.before = this.choice.fields();
  }

  changes() {
    const now = this.choice.fields();
    const changed = this.names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(this.before[name]));
    const clears = changed.filter((name) => CLEARED.includes(name) && !now[name]);
    const given = changed.filter((name) => !clears.includes(name)).map((name) => [name, now[name]]);
    return { ...Object.fromEntries(given), ...(clears.length && { clears }) };
  }
}

/** What was being rewritten of a note that is gone is gone from the device too. */
export const forgetEdit = (desk, note) => kept.settle(desk.data, KEPT(note));

/** A button that acts at the second press, so that a slip of the hand erases nothing. */
export function sureButton(name, question, act) {
  let timer = null;
  const button = el("button", { type: "button", onclick: () => {
    if (timer) {
      clearTimeout(timer);
      timer = null;
      button.textContent = name;
      return act();
    }
    button.textContent = question;
    timer = setTimeout(() => {
      timer = null;
      button.textContent = name;
    }, 6000);
  } }, name);
  return button;
}
