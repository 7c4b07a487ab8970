// What a phone is asked: a line, a position, or what its side expects. Everything typed is on the
// device at each keystroke; "Verstuurd" is said only when the server has it on disk.

import { ask, texts } from "./phone_server.js";
import { el, failed, fill, kept, newId, now, present, say } from "./room.js";

const RETRY_MS = 1500;
const LATEST_MS = 15000;

class Ask {
  constructor(asks, data) {
    Object.assign(this, { asks, data });
    this.status = el("output", { class: "status", "aria-live": "polite" });
    this.doubt = el("div", { class: "doubt", role: "alert", hidden: true });
    this.back = () => this.flush?.();
    window.addEventListener("online", this.back);
  }

  stop() {
    clearTimeout(this.again);
    window.removeEventListener("online", this.back);
  }

  /** The same is asked, and something about it may have changed. */
  told(asks) {
    this.asks = asks;
  }

  /** It is no longer asked; words that were not sent stay on the device until somebody wipes them. */
  end() {
    this.stop();
  }

  say(text, warn = false) {
    this.status.className = warn ? "status warn" : "status";
    this.status.textContent = text;
  }

  later() {
    this.say(texts.not_sent, true);
    this.wait = Math.min((this.wait ?? RETRY_MS / 2) * 2, LATEST_MS);
    clearTimeout(this.again);
    this.again = setTimeout(() => this.flush(), this.wait);
  }

  /** A text that may point at a person: rewrite it, or send it knowingly where that is allowed. */
  ponder(told, rewrite, anyway, take = null) {
    const mayGo = told.status === 428;
    const instead = take && (told.proposals?.text ?? told.proposals?.why);
    this.doubt.hidden = false;
    this.doubt.replaceChildren(
      ...present([
        el("p", {}, el("b", {}, mayGo ? texts.concern_title : texts.concern_blocked)),
        told.concerns.map((one) => el("p", {}, [one.sentence, one.suggestion].filter(Boolean).join(" "))),
        instead && el("p", {}, el("b", {}, `${told.proposal_title}: `), el("q", {}, instead)),
        told.misses && el("p", { class: "quiet" }, told.misses),
        el("div", { class: "row" },
          instead && el("button", { type: "button", class: "go", onclick: () => { this.doubt.hidden = true; take(instead); } }, texts.take_over),
          el("button", { type: "button", class: instead ? "" : "go", onclick: () => { this.doubt.hidden = true; rewrite(); } }, texts.rewrite),
          mayGo && anyway && el("button", { type: "button", onclick: () => { this.doubt.hidden = true; anyway(told.concerns.map((one) => one.kind)); } }, texts.anyway)),
      ]),
    );
    this.say("");
  }
}

/** A thin bar that fills while there is time; what comes after it is still taken. */
function timeBar({ since, seconds }) {
  const bar = el("span", {});
  const spent = Math.max(0, Math.min(seconds, (now() - Date.parse(since)) / 1000));
  bar.style.animationDuration = `${seconds}s`;
  bar.style.animationDelay = `-${spent}s`;
  return el("div", { class: "time", role: "img", "aria-label": texts.time_left }, bar);
}

export class SilentRound extends Ask {
  constructor(asks, data) {
    super(asks, data);
    this.field = `round.${asks.id}`;
    this.box = el("textarea", { id: "line", maxlength: texts.longest, rows: 3, enterkeyhint: "send", oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.box.value = kept.read(data, this.field)?.text ?? "";
    this.sent = el("ul", { class: "sent" });
    this.promised = el("p", { class: "quiet", role: "status" });
    this.sentTitle = el("p", { class: "quiet", hidden: true }, texts.sent_lines);
    this.node = el(
      "section",
      { class: "panel", "aria-label": texts.round },
      el("h2", {}, asks.question),
      el("p", { class: "quiet" }, texts.round_help),
      el("p", { class: "quiet" }, texts.who_reads),
      this.promised,
      timeBar(asks),
      el("div", {}, el("label", { for: "line" }, texts.line), this.box),
      this.doubt,
      el("div", { class: "row" }, el("button", { type: "button", class: "go", onclick: () => this.enter() }, texts.send), this.status),
      this.sentTitle,
      this.sent,
    );
    this.flush();
  }

  /** Who may see whose line: nothing is promised before it is known how many phones there are. */
  promise(beside) {
    const { few, least } = beside ?? {};
    const text = few === undefined ? "" : few ? fill(texts.few_phones, { least }) : texts.enough_phones;
    if (this.promised.textContent !== text) this.promised.textContent = text;
  }

  typed() {
    kept.write(this.data, this.field, { text: this.box.value });
    this.doubt.hidden = true;
    this.say(this.box.value ? texts.typing : "");
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.enter();
  }

  /** Lines on their way: on the device until the server has them. */
  outbox(lines) {
    const field = `${this.field}.outbox`;
    if (lines === undefined) return kept.read(this.data, field) ?? [];
    if (lines.length) kept.write(this.data, field, lines);
    else kept.settle(this.data, field);
    return lines;
  }

  enter(anyway = []) {
    const text = this.box.value.trim();
    if (!text) return;
    this.outbox([...this.outbox(), { op: newId(), text, anyway }]);
    this.clear();
    this.box.focus();
    this.flush();
  }

  clear() {
    this.box.value = "";
    kept.settle(this.data, this.field);
  }

  async flush() {
    if (this.busy) return;
    this.busy = true;
    for (let line; (line = this.outbox()[0]); ) {
      this.say(texts.sending);
      const told = await ask("/api/rounds", { meeting: this.data.meeting, round: this.asks.id, ...line });
      if (failed(told)) {
        this.later();
        break;
      }
      this.outbox(this.outbox().filter((one) => one.op !== line.op));
      if (!told.ok) {
        this.refused(line, told);
        break;
      }
      this.wait = null;
      this.arrived(line.text);
    }
    this.busy = false;
    this.settled?.();
  }

  arrived(text) {
    this.sentTitle.hidden = false;
    this.sent.append(el("li", {}, text));
    this.say(texts.sent);
  }

  /** Back into the box it came from; what was typed meanwhile stays behind it. */
  refused(line, told) {
    const typed = this.box.value;
    this.box.value = typed ? `${line.text} ${typed}` : line.text;
    kept.write(this.data, this.field, { text: this.box.value });
    if (!told.concerns) {
      this.say(fill(texts.refused, { reason: told.reason ?? told.status }), true);
      return;
    }
    this.ponder(told, () => this.box.focus(), (kinds) => {
      this.box.value = line.text;
      this.enter(kinds);
      this.box.value = typed;
      if (typed) this.typed();
    }, (instead) => {
      this.box.value = [instead, typed].filter(Boolean).join(" ");
      this.typed();
      this.box.focus();
    });
  }

}

export class Positions extends Ask {
  constructor(asks, data) {
    super(asks, data);
    this.field = `stand.${asks.id}`;
    this.chosen = kept.read(data, this.field);
    this.buttons = ["agree", "partly", "disagree", "unknown"].map((one) =>
      el("button", { type: "button", "data-position": one, onclick: () => this.choose(one) }, texts[one]),
    );
    this.node = el(
      "section",
      { class: "panel", "aria-label": texts.positions },
      el("h2", {}, asks.question),
      asks.note && el("blockquote", {}, asks.note),
      el("p", { class: "quiet" }, texts.positions_help),
      timeBar(asks),
      el("div", { class: "stands", role: "group", "aria-label": asks.question }, this.buttons),
      this.status,
    );
    this.draw();
    if (this.chosen?.waits) this.flush();
  }

  draw() {
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.position === this.chosen?.position));
  }

  choose(position) {
    this.chosen = { position, waits: true };
    kept.write(this.data, this.field, this.chosen);
    this.draw();
    this.flush();
  }

  async flush() {
    if (this.busy || !this.chosen?.waits) return;
    this.busy = true;
    const { position } = this.chosen;
    this.say(texts.sending);
    const told = await ask("/api/rounds", { meeting: this.data.meeting, round: this.asks.id, position });
    this.busy = false;
    if (failed(told)) this.later();
    else if (!told.ok) this.say(fill(texts.refused, { reason: told.reason ?? told.status }), true);
    else if (this.chosen.position !== position) this.flush();
    else {
      this.chosen = { position };
      kept.write(this.data, this.field, this.chosen);
      this.say(texts.chosen);
    }
  }

  end() {
    this.stop();
    kept.settle(this.data, this.field);
  }
}

const NOT_SAID = { direction: null, value: "", why: "", known: false };

export class Prediction extends Ask {
  constructor(asks, data, sequence) {
    super(asks, data);
    this.base = sequence;
    this.field = `prediction.${asks.id}`;
    const before = kept.read(data, this.field);
    const given = asks.given ?? {};
    this.now = { ...NOT_SAID, ...(before?.said ?? { ...given, value: said(given.value) }) };
    this.op = before?.op ?? newId();
    this.earlier = el("p", { class: "quiet", hidden: !asks.given }, texts.given_before);
    this.node = el(
      "section",
      { class: "panel", "aria-label": texts.prediction },
      ...present([
        el("h2", {}, asks.question),
        asks.note && el("p", {}, asks.note),
        el("p", { class: "quiet" }, texts.prediction_help),
      el("p", { class: "quiet" }, texts.who_reads),
        this.earlier,
        asks.figure && this.directions(),
        asks.figure && this.labelled("value", fill(texts.value, { unit: asks.unit }), el("input", { id: "value", inputmode: "decimal", maxlength: 20, autocomplete: "off" })),
        this.labelled("why", texts.why, el("textarea", { id: "why", maxlength: 600, rows: 3 })),
        this.knows(),
        this.doubt,
        el("div", { class: "row" }, el("button", { type: "button", class: "go", onclick: () => this.give() }, texts.give)),
      ]),
    );
    this.summary = el("b", {});
    this.change = el("button", { type: "button", onclick: () => this.fold(false) }, texts.change);
    this.sent = el("div", { class: "row", hidden: true }, this.summary, this.change);
    this.node.append(this.sent, this.status);
  }

  directions() {
    return el("fieldset", {}, el("legend", {}, texts.prediction), ["up", "level", "down"].map((one) =>
      el("label", { class: "choice" }, el("input", { type: "radio", name: "direction", value: one, checked: this.now.direction === one, onchange: () => this.typed("direction", one) }), texts[one])));
  }

  labelled(name, label, node) {
    node.value = this.now[name] ?? "";
    node.addEventListener("input", () => this.typed(name, node.value));
    return el("div", {}, el("label", { for: node.id }, label), node);
  }

  knows() {
    return el("label", { class: "choice" }, el("input", { type: "checkbox", checked: this.now.known, onchange: (event) => this.typed("known", event.target.checked) }), texts.known);
  }

  typed(name, value) {
    this.now[name] = value;
    this.op = newId();
    kept.write(this.data, this.field, { said: this.now, op: this.op });
    this.say(texts.typing);
  }

  told(asks) {
    super.told(asks);
    this.earlier.hidden = !asks.given || !this.sent.hidden;
  }

  /** What was sent in one line, or the fields to change it. */
  fold(away, body) {
    for (const part of this.node.children) part.hidden = away && part.tagName !== "H2";
    this.doubt.hidden = true;
    this.status.hidden = false;
    this.earlier.hidden = away || !this.asks.given;
    this.sent.hidden = !away;
    if (away) this.summary.textContent = fill(texts.sent_as, { what: texts[body.direction]?.toLowerCase() || body.value || body.why || texts.known });
    else this.say("");
  }

  async give() {
    const { op } = this;
    const sent = { ...this.now };
    const body = { kind: "prediction_given", item: this.asks.id, side: this.data.side, ...this.now, value: this.now.value.trim() || null };
    this.say(texts.sending);
    const told = await say(this, { op, base: this.base, body });
    if (told.ok) {
      this.base = told.sequence;
      kept.settle(this.data, this.field, op);
      this.say(fill(texts.given, { time: told.at_text }));
      if (told.conflict && told.theirs) this.choose(told.theirs, body);
      else if (JSON.stringify(sent) === JSON.stringify(this.now)) this.fold(true, body);
    } else if (failed(told)) {
      this.flush = () => this.give();
      this.later();
    } else if (told.concerns) this.ponder(told, () => this.node.querySelector("#why").focus(), null, (instead) => {
      const why = this.node.querySelector("#why");
      why.value = instead;
      why.dispatchEvent(new Event("input", { bubbles: true }));
      why.focus();
    });
    else this.say(fill(texts.refused, { reason: told.reason ?? told.status }), true);
  }

  /** Another phone of this side wrote meanwhile. Both are kept; a person says which one holds. */
  choose(theirs, mine) {
    const told = ({ direction, value, why, known }) => [texts[direction], typeof value === "string" ? value : said(value), why, known && texts.known].filter(Boolean).join(" · ");
    const pick = (then) => () => {
      this.doubt.hidden = true;
      then?.();
    };
    const leave = () => {
      const { direction, value, why, known } = theirs;
      this.fillIn({ direction, value: said(value), why, known });
      this.give();
    };
    this.doubt.hidden = false;
    this.doubt.replaceChildren(
      el("p", {}, texts.meanwhile),
      el("blockquote", {}, told(theirs)),
      el("p", {}, texts.and_yours),
      el("blockquote", {}, told(mine)),
      el("div", { class: "row" },
        el("button", { type: "button", onclick: pick(leave) }, texts.leave_theirs),
        el("button", { type: "button", onclick: pick() }, texts.take_mine)),
    );
  }

  /** Put an expectation in the fields, as if it was typed here. */
  fillIn(expected) {
    this.now = { ...NOT_SAID, ...expected };
    this.op = newId();
    kept.write(this.data, this.field, { said: this.now, op: this.op });
    for (const node of this.node.querySelectorAll("#value, #why")) node.value = this.now[node.id];
    for (const node of this.node.querySelectorAll("[name=direction]")) node.checked = node.value === this.now.direction;
    this.node.querySelector("[type=checkbox]").checked = this.now.known;
  }

  /** A ticket that is refused cannot be had anew by a phone: whether it still takes part is asked. */
  tell() {}
}

const said = (value) => (value === null || value === undefined ? "" : String(value).replace(".", texts.language === "nl" ? "," : "."));
