// The lines of the item on the wall, the newest on top, with what can be done with them. A click
// chooses a line: commands about "the line" are about that one, else about the newest.

import { changed } from "./changed.js";
import { editBox, forgetEdit, sureButton } from "./desk_edit.js";
import { el } from "./room.js";

export class Lines {
  constructor(desk) {
    Object.assign(this, { desk, editing: null, editNode: null, picked: null });
    this.list = el("ol", { class: "tv-lines" });
    this.node = el("div", {}, el("h3", {}, desk.texts.lines_title), this.list);
  }

  /** Lines that stand, the newest last; what is for the talk alone goes into no form by itself. */
  standing() {
    return (this.desk.state?.lines ?? []).filter((line) => !line.pulled_back && !line.wiped && !line.private);
  }

  chosen() {
    const standing = this.standing();
    return standing.find((line) => line.id === this.picked) ?? standing.at(-1);
  }

  draw() {
    const { desk } = this;
    if (!desk.state) return;
    if (this.editing && this.editNode?.querySelector(":focus")) return; // never take a row from under a hand
    const { lines } = desk.state;
    const waiting = desk.writing.outbox.lines().filter(({ body }) => body.note && body.item === desk.item && !lines.some((line) => line.id === body.note));
    if (!changed(this.list, lines, waiting, desk.state.sealed, desk.writing.outbox.failing, this.editing, this.picked)) return;
    const rows = lines.map((line) => (this.editing === line.id ? this.editRow(line) : this.row(line)));
    const state = desk.writing.outbox.failing ? desk.texts.not_saved : desk.texts.typing;
    this.list.replaceChildren(
      ...rows.reverse(),
      ...waiting.map(({ body }) => el("li", { class: "tv-waiting" }, el("span", {}, "…"), el("span", {}, body.text, el("small", {}, state)))),
    );
    if (!rows.length && !waiting.length) this.list.append(el("li", { class: "tv-none" }, desk.texts.no_lines));
  }

  row(line) {
    const { texts, state, data } = this.desk;
    const side = line.side ? state.sides[line.side] : data.sides.together;
    const gone = line.wiped ? texts.wiped : line.pulled_back ? texts.pulled_back : "";
    const about = [side, line.kind_name, line.period_name, line.at, line.revised && texts.revised, gone].filter(Boolean).join(" · ");
    return el(
      "li",
      { class: gone ? "tv-pulled" : line.private ? "tv-private" : line.id === this.picked ? "tv-picked" : "", onclick: (event) => this.pick(event, line) },
      el("b", {}, line.number),
      el("span", {}, line.text, line.talk_only && !gone && el("small", { class: "tv-private-mark" }, line.private ? texts.talk_only_mark : texts.projected_mark), el("small", {}, about), line.set_aside && !gone && el("small", {}, line.set_aside), line.standing && el("small", { class: "tv-standing" }, line.standing), !gone && !state.sealed && this.answer(line)),
      !gone && !state.sealed && el("span", { class: "tv-acts" },
        line.private && sureButton(texts.project, texts.project_sure, () => this.desk.command({ kind: "line_projected", note: line.id })),
        el("button", { type: "button", onclick: () => this.edit(line) }, texts.revise),
        el("button", { type: "button", onclick: () => this.desk.command({ kind: "line_pulled_back", note: line.id }) }, line.private ? texts.drop_line : texts.pull_back)),
    );
  }

  /** A reason of the municipality is one press away from what the municipality does about it. */
  answer(line) {
    if (!line.asks_municipality) return null;
    return el("button", { type: "button", class: "tv-asks", onclick: () => this.desk.forms.answer(line) }, this.desk.texts.municipal_agreement);
  }

  pick(event, line) {
    if (event.target.closest("button") || line.pulled_back || line.wiped || line.private) return;
    this.picked = this.picked === line.id ? null : line.id;
    this.draw();
  }

  edit(line) {
    this.editing = line.id;
    this.editNode = null;
    this.draw();
    this.list.querySelector("textarea")?.focus();
  }

  editRow(line) {
    const done = () => {
      this.editing = this.editNode = null;
      this.draw();
    };
    if (line.pulled_back || line.wiped) {
      forgetEdit(this.desk, line.id);
      this.editing = this.editNode = null;
      return this.row(line);
    }
    if (!this.editNode) {
      const { box, concern, acts, more } = editBox(this.desk, line.id, line.text, done, false, line.hangs);
      this.editNode = el("li", { class: "tv-editing" }, el("b", {}, line.number), el("span", {}, box, concern, more), acts);
    }
    return this.editNode;
  }

  /** The line, or what is in the box, is a question. */
  question() {
    const { writing } = this.desk;
    if (writing.box.value) return writing.choice.askOnce();
    const line = this.chosen();
    return line && this.desk.command({ kind: "note_revised", note: line.id, text: line.text, note_kind: "question" });
  }
}
