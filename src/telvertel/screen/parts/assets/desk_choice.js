// What goes with a line: its kind, whose it is, the period it is about, and what it rests on.

import { el } from "./room.js";

export const KINDS = ["explanation", "fact", "experience", "precondition", "question"];
const ONCE = { period: "", reason_tag: "", reason_side: "" };
const FIELDS = ["side", "perspective", "basis", ...Object.keys(ONCE)];

export class Choice {
  constructor(desk, changed) {
    const { texts, data } = desk;
    Object.assign(this, { desk, changed, value: { kind: "explanation", ...Object.fromEntries(FIELDS.map((name) => [name, ""])) } });
    this.kinds = this.chips(texts.kind, "kind", KINDS.map((id, n) => ({ id, name: data.kinds[id], key: n + 1 })));
    this.sides = this.chips(texts.side, "side", [
      { id: "provider", name: data.sides.provider, key: "A" },
      { id: "", name: data.sides.together, key: "S" },
      { id: "municipality", name: data.sides.municipality, key: "G" },
    ]);
    this.period = this.select("period", texts.period, []);
    const sides = ["provider", "municipality"].map((id) => ({ id, name: data.sides[id] }));
    this.more = el(
      "details",
      { class: "tv-more-fields" },
      el("summary", {}, texts.more_fields),
      el(
        "div",
        { class: "tv-grid" },
        labelled(texts.perspective, this.select("perspective", texts.perspective, data.perspectives)),
        labelled(texts.basis, this.select("basis", texts.basis, data.bases)),
        labelled(texts.reason_tag, this.select("reason_tag", texts.reason_tag, data.reasons)),
        labelled(texts.reason_side, this.select("reason_side", texts.reason_side, sides)),
      ),
    );
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

  select(field, label, options) {
    const node = el("select", { "aria-label": label, onchange: () => this.choose(field, node.value) });
    node.tvField = field;
    node.append(el("option", { value: "" }, field === "period" ? this.desk.texts.no_period : this.desk.texts.unset));
    node.append(...options.map(({ id, name }) => el("option", { value: id }, name)));
    return node;
  }

  choose(field, value) {
    this.value[field] = value;
    if (field === "side") this.sideChosen = true;
    this.draw();
    this.changed();
  }

  /** Kind and side often stay the same; a period or reason that stays would pin the wrong point. */
  afterALine() {
    Object.assign(this.value, ONCE);
    this.sideChosen = false;
    this.draw();
  }

  /** As it was chosen for a line that came back. */
  as(body) {
    this.sideChosen = Boolean(body.side);
    if (body.note_kind) this.value.kind = body.note_kind;
    for (const field of FIELDS) this.value[field] = body[field] ?? "";
    this.draw();
  }

  /** The choice as the fields of a line; what was not chosen is null. */
  fields() {
    const { kind, ...rest } = this.value;
    return { note_kind: kind, ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value || null])) };
  }

  draw() {
    for (const [group, field] of [[this.kinds, "kind"], [this.sides, "side"]])
      for (const chip of group.children) {
        const on = chip.dataset.id === this.value[field];
        chip.setAttribute("aria-checked", String(on));
        chip.tabIndex = on ? 0 : -1;
      }
    for (const node of [this.period, ...this.more.querySelectorAll("select")])
      if (document.activeElement !== node || node.value !== this.value[node.tvField]) node.value = this.value[node.tvField] ?? "";
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
