// The desk of the facilitator: where the wall is, the line being typed, and what waits for somebody.
// Each part draws itself from the state of the room (`draw`) in a place of its own (`node`).

import { watchConnection } from "./connection.js";
import { Beside } from "./desk_beside.js";
import { Elsewhere } from "./desk_elsewhere.js";
import { Even } from "./desk_even.js";
import { Forms } from "./desk_forms.js";
import { Hints } from "./desk_hints.js";
import { Keys } from "./desk_keys.js";
import { Lines } from "./desk_lines.js";
import { Moves } from "./desk_moves.js";
import { lessWhite } from "./desk_page.js";
import { Parked } from "./desk_parked.js";
import { Room } from "./desk_room.js";
import { Time } from "./desk_time.js";
import { Writing } from "./desk_writing.js";
import { el, fill, follow, now, place, say, take, whenGone } from "./room.js";

export default function desk({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-desk");
  const address = place(data);
  if (host.tvDesk?.address === address) {
    take(host.tvDesk, data, setTriggerValue);
    host.tvDesk.catchUp();
    host.tvDesk.elsewhere.came(data.drafts);
    return whenGone(host, host.tvDesk.stop);
  }
  host.tvDesk?.stop();
  const self = new Desk(host, data, setTriggerValue);
  self.address = address;
  host.tvDesk = self;
  return whenGone(host, self.stop);
}

const isToday = (at) => new Date(at).toDateString() === new Date(now()).toDateString();
const onDay = ({ at, day, time }) => (isToday(at) ? time : `${day} ${time}`);

class Desk {
  constructor(host, data, tell) {
    Object.assign(this, { host, data, tell, texts: data.texts, state: null, sequence: 0, item: null, stage: null, turn: Promise.resolve(), asking: 0, screen: 0 });
    this.savedAt = el("b", { class: "tv-saved" });
    this.doing = el("output", { class: "tv-doing", "aria-live": "polite" });
    this.status = el("div", { class: "tv-status" }, this.savedAt, " ", this.doing);
    this.build();
    const leave = () => this.writing.saveDraft(true);
    const online = () => this.writing.outbox.flush();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("online", online);
    const unwatch = [watchConnection(this.texts.gone), lessWhite()];
    const unfollow = follow(this, (state) => this.follow(state), (lost) => this.lost(lost), (beside) => this.moves.drawRound(beside));
    this.stop = () => {
      unfollow();
      for (const stop of unwatch) stop();
      for (const part of this.parts) part.stop?.();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("online", online);
      host.tvDesk = null;
    };
    this.writing.outbox.flush();
  }

  build() {
    this.forms = new Forms(this);
    this.writing = new Writing(this);
    this.elsewhere = new Elsewhere(this);
    this.lines = new Lines(this);
    this.parked = new Parked(this);
    this.even = new Even(this);
    this.time = new Time(this);
    this.room = new Room(this);
    this.moves = new Moves(this);
    this.hints = new Hints(this);
    this.beside = new Beside(this);
    this.keys = new Keys(this);
    this.parts = [this.moves, this.time, this.even, this.writing, this.elsewhere, this.lines, this.parked, this.room, this.hints, this.beside, this.keys];
    const { moves, time, even, parked, writing, elsewhere, lines, hints, beside, keys } = this;
    this.host.replaceChildren(moves.node, time.node, hints.tally, even.node, parked.now, writing.node, elsewhere.node, beside.node, lines.node, parked.node, hints.node, keys.node);
  }

  // --- following --------------------------------------------------------------------------

  follow({ sequence, scene }) {
    const { desk } = scene ?? {};
    if (!desk?.steps) return;
    const before = this.state;
    this.state = desk;
    this.sequence = sequence;
    this.round = scene.rounds?.running ?? null;
    this.shownAt = Date.parse(scene.wall?.shown_at);
    this.item = desk.steps[desk.step]?.body.item ?? null;
    this.stage = desk.steps[desk.step]?.body.stage ?? null;
    // The newest of what was kept, by this desk or by anybody else; before the opening nothing was said.
    if (desk.opened && desk.saved.at !== before?.saved.at) this.showSaved(onDay(desk.saved));
    for (const part of this.parts) part.draw?.(desk);
    if (!before) this.rest();
    this.catchUp();
  }

  /** Lines come and go on their way to the server; the rest stands as it was. */
  drawWaiting() {
    if (this.state) this.lines.draw();
  }

  /** The forms of the page belong to where the talk stood when it was drawn; ask for a new run
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
      this.rest();
      this.writing.outbox.flush();
    }
  }

  // --- saying -----------------------------------------------------------------------------

  /** Say something, in the order of asking; of several screens only the last is shown. `base`
   *  is how far the writer had seen. What fails is told; a line that is typed goes by the outbox instead. */
  command(body, overruled = [], base = null) {
    const screen = body.kind === "shown" ? ++this.screen : null;
    this.asking += 1;
    const told = this.turn.then(() => (screen === null || screen === this.screen ? this.sayNow(body, overruled, base) : { ok: false, status: 409 }));
    this.turn = told.finally(() => (this.asking -= 1)).catch(() => {});
    return told;
  }

  /** Whether everything that was asked has been answered. */
  idle() {
    return this.asking === 0;
  }

  /** No screen that was asked before comes after this; resolves when the one on its way is there. */
  stopMoving(patience) {
    this.screen += 1;
    return Promise.race([this.turn, new Promise((done) => setTimeout(done, patience))]);
  }

  async sayNow(body, overruled, base) {
    const told = await say(this, { body, overruled, base });
    if (told.ok) {
      this.saved(told.at_text);
      this.tell("said", { sequence: told.sequence });
    } else if (told.status === 0) this.say(this.texts.not_done, "tv-warn");
    else this.say(this.refusal(told), "tv-warn");
    return told;
  }

  refusal({ reason, concerns, status }) {
    return fill(this.texts.refused, { reason: reason ?? concerns?.[0]?.sentence ?? status });
  }

  /** What happens now; it stands beside the time of the last thing that was saved. */
  say(text, name = "") {
    this.status.className = `tv-status ${name}`;
    this.doing.textContent = text;
  }

  /** Nothing happens: all that was typed is on disk, or is still on its way. */
  rest() {
    this.say("", this.writing.isSaved() ? "tv-ok" : "");
  }

  saved(time) {
    this.showSaved(time);
    this.say("", "tv-ok");
  }

  showSaved(time) {
    this.savedAt.textContent = fill(this.texts.saved, { time });
  }
}
