// The fields of a form. Each is a node with a `value` of text, so that drafts are kept alike; what a
// happening gets of it is `said`. Fields that are seldom needed stand behind a fold.

import { el, fill } from "./room.js";

/** A field as a node that reads and writes text; `oninput` is called when a person changes it. */
export function input(field, texts, oninput) {
  if (field.type === "choice") return selection(field, texts, oninput);
  if (field.type === "choices") return toggles(field, texts, oninput);
  if (field.type === "check") return tick(oninput);
  if (field.type === "date") return el("input", { type: "date", oninput });
  if (field.type === "number") return el("input", { type: "number", min: field.min ?? 0, max: field.max, step: 1, inputmode: "numeric", oninput });
  if (field.type === "line") return el("input", { type: "text", maxlength: field.max, placeholder: field.placeholder, autocomplete: "off", oninput });
  return el("textarea", { rows: field.rows ?? 3, maxlength: field.max ?? 20000, placeholder: field.placeholder, oninput });
}

/** The value of a field in a happening; what was not chosen is null. */
export function said(node, type) {
  const text = node.value.trim();
  if (type === "check") return text === "true";
  if (type === "choices") return JSON.parse(text || "[]");
  if (type === "number") return text ? Number(text) : null;
  return text || (type === "choice" || type === "date" ? null : "");
}

/** Whether something has to be filled in: always, or because of what another field says. */
export function isNeeded(field, inputs) {
  const others = Object.entries(field.needed_with ?? {});
  return field.required || (others.length > 0 && others.every(([name, value]) => inputs[name]?.value === value));
}

/** Fields that are asked of everybody, and below them those behind a fold. */
export function laidOut(fields, nodes, texts, open) {
  const folded = fields.map((field, n) => field.folded && nodes[n]).filter(Boolean);
  const more = folded.length > 0 && el("details", { class: "tv-more-fields tv-text", open }, el("summary", {}, texts.more), el("div", { class: "tv-fields" }, folded));
  return [fields.map((field, n) => !field.folded && nodes[n]), more];
}

/** What can be chosen may change while somebody types; what was chosen stays. */
export function offer(node, options) {
  const told = JSON.stringify(options);
  if (node.tvOptions === told) return;
  const { value } = node;
  node.tvOptions = told;
  node.replaceChildren(node.firstChild, ...options.map((one) => el("option", { value: one.id }, one.name)));
  choose(node, value);
}

/** Stand a selection at a value, also at one that is on offer only after the next script run. */
export function choose(node, value, name = value) {
  if (node.tagName === "SELECT" && value && ![...node.options].some((one) => one.value === value)) node.append(el("option", { value }, name));
  node.value = value;
}

function selection(field, texts, oninput) {
  const node = el("select", { onchange: oninput });
  node.append(el("option", { value: "" }, texts.choose));
  offer(node, field.options);
  return node;
}

/** A box to tick that reads and writes like the other fields: "true" or nothing. */
function tick(onchange) {
  const node = el("input", { type: "checkbox", onchange });
  return Object.defineProperty(node, "value", {
    get: () => (node.checked ? "true" : ""),
    set: (text) => { node.checked = text === "true"; },
  });
}

/** Several of a list: one stop for Tab, arrows walk, space and a click switch. Its value is a list
 *  as text, or nothing. */
function toggles(field, texts, oninput) {
  const group = el("div", { class: "tv-chipset", role: "group" });
  const chip = ({ id, name }) => el("button", { type: "button", role: "checkbox", "data-id": id, "aria-checked": "false", onclick: (event) => flip(event.currentTarget) }, name);
  const buttons = field.options.map(chip);
  const isOn = (button) => button.getAttribute("aria-checked") === "true";
  const stopAt = (at) => buttons.forEach((one) => { one.tabIndex = one === at ? 0 : -1; });
  const flip = (button) => {
    button.setAttribute("aria-checked", String(!isOn(button)));
    stopAt(button);
    oninput();
  };
  group.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = by && buttons[buttons.indexOf(event.target) + by];
    if (!next) return;
    event.preventDefault();
    stopAt(next);
    next.focus();
  });
  group.append(...buttons);
  if (buttons.length) stopAt(buttons[0]);
  group.focus = (how) => buttons.find((one) => one.tabIndex === 0)?.focus(how);
  return Object.defineProperty(group, "value", {
    get: () => (buttons.some(isOn) ? JSON.stringify(buttons.filter(isOn).map((one) => one.dataset.id)) : ""),
    set: (text) => {
      const on = listed(text);
      // What is not on offer any more was chosen all the same: it stands until a person takes it off.
      for (const id of on.filter((one) => !buttons.some((button) => button.dataset.id === one))) {
        buttons.push(chip({ id, name: fill(texts.no_longer, { name: field.names?.[id] ?? id }) }));
        group.append(buttons.at(-1));
      }
      if (!buttons.some((one) => one.tabIndex === 0)) stopAt(buttons[0]);
      for (const one of buttons) one.setAttribute("aria-checked", String(on.includes(one.dataset.id)));
    },
  });
}

/** A list that was kept as text; words that are no list choose nothing. */
function listed(text) {
  try {
    return [JSON.parse(text || "[]")].flat();
  } catch {
    return [];
  }
}
