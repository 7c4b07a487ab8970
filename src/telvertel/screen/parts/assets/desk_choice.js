// What goes with a line: its kind, whose it is, the period it is about, what it rests on, and how
// far it goes.

import { input, said } from "./entry_fields.js";
import { el } from "./room.js";

export const KINDS = ["explanation", "fact", "experience", "precondition", "question"];
const TALK_ONLY = "talk"; // stays at the desk until a second yes
const EVERYBODY = "parties"; // what holds when nobody chose
const ONCE = { period: "", reason_tag: "", reason_side: "", evidence: "", follow_up: "", visibility: EVERYBODY, theme: "", principles: "" };
const FIELDS = { side: "", perspective: "", basis: "", ...ONCE };
const TYPES = { evidence: "line", follow_up: "date", principles: "choices" }; // the others are chosen from a list

export class Choice {
  constructor(desk, changed) {
    const { texts, data } = desk;
    Object.assign(this, { desk, changed, nodes: {}, value: { kind: "explanation", ...FIELDS } });
    this.kinds = this.chips(texts.kind, "kind", KINDS.map((id, n) => ({ id, name: data.kinds[id], key: n + 1 })));
    this.sides = this.chips(texts.side, "side", [
      { id: "provider", name: data.sides.provider, key: "A" },
      { id: "", name: data.sides.together, key: "S" },
      { id: "municipality", name: data.sides.municipality, key: "G" },
    ]);
    this.period = this.select("period", texts.period, [], texts.no_period);
    this.more = el("details", { class: "tv-more-fields" }, el("summary", {}, texts.more_fields), el("div", { class: "tv-grid" }, this.moreFields(texts, data)));
  }

  /** What a part of the talk that is off would ask of a line is not there. */
  moreFields(texts, data) {
    const sides = ["provider", "municipality"].map((id) => ({ id, name: data.sides[id] }));
    const field = (name, node) => labelled(texts[name], node);
    return [
      data.perspectives.length && field("perspective", this.select("perspective", texts.perspective, data.perspectives)),
      field("basis", this.select("basis", texts.basis, data.bases)),
      field("reason_tag", this.select("reason_tag", texts.reason_tag, data.reasons)),
      field("reason_side", this.select("reason_side", texts.reason_side, sides, texts.reason_of_neither)),
      field("evidence", this.typed("evidence", texts.evidence, { max: 300 })),
      field("follow_up", this.typed("follow_up", texts.follow_up)),
      field("visibility", this.select("visibility", texts.visibility, data.visibilities, null)),
      field("theme", this.select("theme", texts.theme, data.themes)),
      data.principles.length && el("div", { class: "tv-whole" }, el("span", {}, texts.principles), this.typed("principles", texts.principles, { options: data.principles })),
    ];
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

  /** A list; `empty` is what nothing chosen is called, null where something always is. */
  select(field, label, options, empty = this.desk.texts.unset) {
    const node = el("select", { "aria-label": label, onchange: () => this.choose(field, node.value) });
    if (empty !== null) node.append(el("option", { value: "" }, empty));
    node.append(...options.map(({ id, name }) => el("option", { value: id }, name)));
    return (this.nodes[field] = node);
  }

  typed(field, label, more = {}) {
    const node = input({ type: TYPES[field], ...more }, this.desk.texts, () => this.choose(field, node.value));
    node.setAttribute("aria-label", label);
    return (this.nodes[field] = node);
  }

  choose(field, value) {
    this.value[field] = value;
    if (field === "side") this.sideChosen = true;
    if (field === "kind") this.kindBefore = null;
    this.draw();
    this.changed();
  }

  /** This line is a question; what comes after it is what it was before. */
  askOnce() {
    const before = this.kindBefore ?? this.value.kind;
    this.choose("kind", "question");
    this.kindBefore = before;
  }

  /** Whether the line that is being typed is for the talk alone. */
  isTalkOnly() {
    return this.value.visibility === TALK_ONLY;
  }

  toggleTalkOnly() {
    this.choose("visibility", this.isTalkOnly() ? EVERYBODY : TALK_ONLY);
  }

  /** From whose position the next line speaks, with the choice in sight. */
  speakAs(perspective) {
    this.more.open = true;
    this.choose("perspective", perspective);
  }

  /** Kind and side often stay the same; a period or reason that stays would pin the wrong point. */
  afterALine() {
    Object.assign(this.value, ONCE, this.kindBefore && { kind: this.kindBefore });
    this.kindBefore = null;
    this.sideChosen = false;
    this.draw();
  }

  /** As it was chosen for a line that came back. */
  as(body) {
    this.sideChosen = Boolean(body.side);
    if (body.note_kind) this.value.kind = body.note_kind;
    for (const [field, usual] of Object.entries(FIELDS)) {
      const given = body[field] ?? usual;
      this.value[field] = Array.isArray(given) ? (given.length ? JSON.stringify(given) : "") : given;
    }
    this.draw();
  }

  /** The choice as the fields of a line; what was not chosen is null. */
  fields() {
    const { kind, ...rest } = this.value;
    const of = ([name, value]) => [name, TYPES[name] ? said({ value }, TYPES[name]) : value || null];
    return { note_kind: kind, ...Object.fromEntries(Object.entries(rest).map(of)) };
  }

  draw() {
    for (const [group, field] of [[this.kinds, "kind"], [this.sides, "side"]])
      for (const chip of group.children) {
        const on = chip.dataset.id === this.value[field];
        chip.setAttribute("aria-checked", String(on));
        chip.tabIndex = on ? 0 : -1;
      }
    for (const [field, node] of Object.entries(this.nodes)) if (node.value !== this.value[field]) node.value = this.value[field] ?? "";
  }

  drawPeriods(periods) {
    const told = JSON.stringify(periods);
    if (this.period.tvTold === told) return;
    this.period.tvTold = told;
    this.period.replaceChildren(el("option", { value: "" }, this.desk.texts.no_period), ...periods.map(({ id, name }) => el("option", { value: id }, name)));
    if (!periods.some(({ id }) => id === this.value.period)) this.value.period = "";
  }

  movePeriod(by) {
    const ids = ["", ...this.desk.state.periods.map(({ id }) => id)];
    const at = ids.indexOf(this.value.period);
    this.choose("period", ids[Math.max(0, Math.min(ids.length - 1, at + by))]);
  }
}

export const labelled = (label, node, name = "") => el("label", { class: name }, el("span", {}, label), node);
