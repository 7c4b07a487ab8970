// Lines on their way: on the device until the server has them on disk. A line that is refused comes
// back into the box, one at a time, and holds up no other.

import { failed, kept, say } from "./room.js";

const RETRY_MS = 1500;

export class Outbox {
  /** `back` is called with a refused line; it says whether the line was taken. */
  constructor(desk, back) {
    Object.assign(this, { desk, back, failing: false });
  }

  lines() {
    return kept.read(this.desk.data, "outbox") ?? [];
  }

  keep(lines) {
    if (lines.length) kept.write(this.desk.data, "outbox", lines);
    else kept.settle(this.desk.data, "outbox");
  }

  add(line) {
    this.keep([...this.lines(), line]);
  }

  /** Before all others: its own words, side, kind and id. */
  again({ op, body }, overruled) {
    this.keep([{ op, body, overruled }, ...this.lines()]);
  }

  take(op) {
    const line = this.lines().find((one) => one.op === op);
    if (line) this.keep(this.lines().filter((one) => one.op !== op));
    return line;
  }

  async flush() {
    if (this.flushing) return this.flushing;
    this.flushing = this.sendAll();
    await this.flushing;
    this.flushing = null;
    const refused = this.lines().find((one) => one.refused);
    if (refused) this.back(refused);
  }

  /** Send what waits, in order. A line that is refused is marked so, and holds up no other; none
   *  goes to a wall before the calm screen that was asked for. */
  async sendAll() {
    for (let line; !this.desk.even?.asking && (line = this.lines().find((one) => !one.refused)); ) {
      const { desk } = this;
      const told = await say(desk, line);
      this.failing = failed(told);
      if (this.failing) {
        desk.say(desk.texts.not_saved, "tv-warn");
        desk.lines.draw();
        clearTimeout(this.later);
        this.later = setTimeout(() => this.flush(), RETRY_MS);
        return;
      }
      const { op } = line;
      if (!told.ok) this.keep(this.lines().map((one) => (one.op === op ? { ...one, refused: told } : one)));
      else {
        this.take(op);
        if (line.body.note && line.body.visibility !== "talk") desk.even.remember(line.body.note);
        desk.saved(told.at_text);
        desk.tell("said", { sequence: told.sequence });
      }
    }
  }
}
