// Lines that were on their way when Even niet was pressed: they were on no wall yet, and go to none
// until somebody says so. They stay on the device, also through a reload.

import { changed } from "./changed.js";
import { sureButton } from "./desk_edit.js";
import { el, kept } from "./room.js";

const KEPT = "aside";

export class SetAside {
  constructor(desk) {
    this.desk = desk;
    this.node = el("ul", { class: "tv-held tv-unsent" });
  }

  lines() {
    return kept.read(this.desk.data, KEPT) ?? [];
  }

  keep(lines) {
    if (lines.length) kept.write(this.desk.data, KEPT, lines);
    else kept.settle(this.desk.data, KEPT);
  }

  /** Take what waits out of the outbox; whether there was anything. What was refused stays there. */
  take(outbox) {
    const waiting = outbox.lines().filter(({ body, refused }) => body.note && !refused);
    if (!waiting.length) return false;
    this.keep([...this.lines(), ...waiting]); // here first, out of the outbox after: never in neither
    for (const { op } of waiting) outbox.take(op);
    return true;
  }

  drop(op) {
    this.keep(this.lines().filter((line) => line.op !== op));
    this.desk.even.draw();
  }

  /** A line of which the answer was under way did reach the server: it is held there instead. */
  landed({ lines, held }) {
    for (const { op, body } of this.lines()) {
      const line = lines.find(({ id }) => id === body.note);
      if (!line && !held.some(({ id }) => id === body.note)) continue;
      this.keep(this.lines().filter((one) => one.op !== op));
      if (line && !line.pulled_back && !line.wiped) this.desk.command({ kind: "line_held", note: line.id });
    }
  }

  draw(state) {
    this.landed(state);
    const lines = this.lines();
    if (!changed(this.node, lines)) return;
    this.node.replaceChildren(...lines.map((line) => this.row(line)));
  }

  row(line) {
    const { desk } = this;
    const { even } = desk.texts;
    const send = () => {
      desk.writing.outbox.add(line);
      this.drop(line.op);
      desk.writing.outbox.flush();
    };
    const rewrite = () => {
      desk.writing.add(line.body.text);
      this.drop(line.op);
    };
    return el("li", {},
      el("span", {}, line.body.text, el("small", {}, even.unsent)),
      el("span", { class: "tv-acts" },
        el("button", { type: "button", onclick: send }, even.send),
        el("button", { type: "button", onclick: rewrite }, even.rewrite),
        sureButton(even.wipe, even.sure, () => this.drop(line.op))));
  }
}
