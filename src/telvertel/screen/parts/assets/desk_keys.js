// One table of commands: what a key does, when it does so, and what the overview draws. Single
// letters count only while nobody types; while typing the same letter works with Alt+Shift.

import { takes } from "./concern.js";
import { folded } from "./fold.js";
import { KINDS } from "./desk_choice.js";
import { el } from "./room.js";

const OURS = ".tv-desk, .tv-entry";
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const PLACED = { "+": ["Equal", "NumpadAdd"], "-": ["Minus", "NumpadSubtract"] }; // their place on the keyboard, for Alt+Shift

const atItem = ({ desk }) => Boolean(desk.item);
const inTalk = ({ desk }) => Boolean(desk.state?.opened && !desk.state.sealed);
const talking = (at) => atItem(at) && inTalk(at);
const withWords = (at) => talking(at) && Boolean(at.desk.forms.words().text);
const shows = (view) => (at) => inTalk(at) && Boolean(at.desk.beside.has(view));
const inBox = ({ desk, node }) => node === desk.writing.box;
const inForm = ({ desk, node }) => inBox({ desk, node }) || Boolean(node.closest?.(".tv-entry, .tv-more-fields")); // a box in a list hears Esc itself

// id: the words in keys.toml. keys: while nobody types. always: also while typing, and in any field.
// typing: a combination of its own, in the box of the desk. What a form hears itself is only drawn.
const COMMANDS = [
  { id: "next", always: ["PageDown"], act: ({ desk }) => desk.moves.step(1) },
  { id: "back", always: ["PageUp"], act: ({ desk }) => desk.moves.step(-1) },
  { id: "even", keys: ["."], always: ["F9"], act: ({ desk }) => desk.even.press() },
  { id: "write", keys: ["n"], when: talking, act: ({ desk }) => desk.writing.box.focus() },
  { id: "leave", typing: { shown: "Esc", fits: ({ key }) => key === "Escape" }, when: inForm, act: ({ node }) => node.blur() },
  { id: "kind", typing: { shown: "Alt+1–5", fits: alt(({ code }) => /^Digit[1-5]$/.test(code)) }, when: inBox, act: ({ desk, event }) => desk.writing.choice.choose("kind", KINDS[event.code.at(-1) - 1]) },
  { id: "side", typing: { shown: "Alt+A S G", fits: alt(({ code }) => code in SIDES) }, when: inBox, act: ({ desk, event }) => desk.writing.choice.choose("side", SIDES[event.code]) },
  { id: "period", typing: { shown: "Alt+← →", fits: alt(({ key }) => key in PERIODS) }, when: inBox, act: ({ desk, event }) => desk.writing.choice.movePeriod(PERIODS[event.key]) },
  { id: "talk_only", typing: { shown: "Alt+T", fits: alt(({ code }) => code === "KeyT") }, when: inBox, act: ({ desk }) => desk.writing.choice.toggleTalkOnly() },
  { id: "proposal", typing: { shown: "Alt+V", fits: takes }, when: (at) => inBox(at) && Boolean(at.desk.writing.proposal), act: ({ desk }) => desk.writing.takeProposal() },
  { id: "question", keys: ["v"], when: talking, act: ({ desk }) => desk.lines.question() },
  { id: "park", keys: ["p"], when: inTalk, act: ({ desk }) => desk.parked.park() },
  { id: "agreement", keys: ["a"], when: talking, act: ({ desk }) => desk.forms.agreement("if_text") },
  { id: "chance", keys: ["k"], when: withWords, act: ({ desk }) => desk.forms.agreement("then_text") },
  { id: "dispute", keys: ["b"], when: talking, act: ({ desk }) => desk.forms.dispute() },
  { id: "learning", keys: ["l"], when: (at) => talking(at) && at.desk.state.on.includes("learning"), act: ({ desk }) => desk.forms.learning() },
  { id: "save", typing: { shown: "Ctrl+Enter", fits: () => false } },
  { id: "definition", keys: ["h"], when: talking, act: ({ desk }) => desk.moves.beside("definition") },
  { id: "then", keys: ["t"], when: talking, act: ({ desk }) => desk.moves.beside("then") },
  { id: "preconditions", keys: ["r"], when: shows("preconditions"), act: ({ desk }) => desk.beside.press("preconditions") },
  { id: "difference", keys: ["o"], when: (at) => inTalk(at) && at.desk.state.on.includes("differences"), act: ({ desk }) => desk.beside.readings() },
  { id: "open_points", keys: ["e"], when: shows("learning"), act: ({ desk }) => desk.beside.press("learning") },
  { id: "larger", keys: ["+", "="], act: ({ desk }) => desk.room.larger(1) },
  { id: "smaller", keys: ["-"], act: ({ desk }) => desk.room.larger(-1) },
  { id: "dark", keys: ["d"], act: ({ desk }) => desk.room.toggleDark() },
  { id: "alone", keys: ["f"], act: ({ desk }) => desk.room.alone() },
  { id: "unfold", keys: ["Escape"], hidden: true, when: () => folded(), act: ({ desk }) => desk.room.alone(false) },
  { id: "overview", keys: ["?"], always: ["F1"], when: () => !folded(), act: ({ desk }) => desk.keys.overview() },
];
const SIDES = { KeyA: "provider", KeyS: "", KeyG: "municipality" };
const PERIODS = { ArrowLeft: 1, ArrowRight: -1 }; // periods stand newest first

function alt(fits) {
  return (event) => event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey && fits(event);
}

export class Keys {
  constructor(desk) {
    this.desk = desk;
    this.node = el("dialog", { class: "tv-keys", "aria-label": desk.texts.keys.title });
    const hear = (event) => this.hear(event);
    document.addEventListener("keydown", hear, true);
    this.stop = () => {
      document.removeEventListener("keydown", hear, true);
      this.node.close();
    };
  }

  hear(event) {
    if (event.repeat || event.isComposing || !this.desk.host.isConnected) return;
    const node = event.composedPath()[0];
    const at = { desk: this.desk, event, node };
    const found = COMMANDS.find((one) => pressed(event, node, one) && (one.when?.(at) ?? true));
    if (!found || !this.desk.state) return;
    event.preventDefault();
    event.stopPropagation();
    found.act(at);
  }

  /** What is drawn is the table itself, with what cannot be done now in a lighter ink. */
  overview() {
    if (this.node.open) return this.node.close();
    const { keys } = this.desk.texts;
    const now = { desk: this.desk, node: this.desk.writing.box };
    const shown = COMMANDS.filter((one) => !one.hidden);
    const half = Math.ceil(shown.length / 2);
    const row = (one) =>
      el("tr", { class: one.when && !one.when(now) ? "tv-off" : "", "data-id": one.id }, el("td", {}, caps(bare(one))), el("td", {}, caps(whileTyping(one))), el("td", {}, keys.names[one.id]));
    const table = (some) =>
      el("table", {},
        el("thead", {}, el("tr", {}, el("th", {}, keys.not_typing), el("th", {}, keys.typing), el("th", {}, ""))),
        el("tbody", {}, some.map(row)));
    this.node.replaceChildren(
      el("h3", { tabindex: "-1", autofocus: true }, keys.title),
      el("div", { class: "tv-two" }, table(shown.slice(0, half)), table(shown.slice(half))),
      el("p", {}, keys.clicker),
      el("button", { type: "button", onclick: () => this.node.close() }, keys.close),
    );
    return this.node.showModal();
  }
}

function pressed(event, node, { keys = [], always = [], typing }) {
  const held = event.ctrlKey || event.metaKey;
  const none = !held && !event.altKey;
  if (always.includes(event.key)) return none && !event.shiftKey;
  const field = node.closest?.(FIELDS);
  if (typing) return Boolean(field?.closest(OURS)) && typing.fits(event);
  if (!held && event.altKey && event.shiftKey) return (!field || field.closest(OURS)) && keys.some((key) => placed(key, event.code));
  if (field) return false;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return none && keys.includes(key) && (!event.shiftKey || !/^[a-z]$/.test(key));
}

const placed = (key, code) => (PLACED[key] ?? (/^[a-z]$/.test(key) ? [`Key${key.toUpperCase()}`] : [])).includes(code);

// How keys are written in the overview.
const NAMES = { PageDown: "Page Down", PageUp: "Page Up", "-": "−", Escape: "Esc" };
const named = (key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
const bare = ({ keys = [], always = [] }) => [...keys.filter((key) => key !== "="), ...(keys.length ? [] : always)].map(named);
function whileTyping({ keys = [], always = [], typing }) {
  if (typing) return [typing.shown];
  if (always.length) return always.map(named);
  return keys.filter((key) => key !== "=").map((key) => `Alt+Shift+${named(key)}`);
}
const caps = (names) => names.flatMap((name, n) => (n ? [" ", el("kbd", {}, name)] : [el("kbd", {}, name)]));
