// The board of preconditions: what gives room on the left, what obstructs on the right, and between
// them the pairs, each told apart by its line and by a word on it.

import { el } from "./room.js";

const NS = "http://www.w3.org/2000/svg";
const TRIES = [0.5, 0.25, 0.75, 0.38, 0.62]; // where on its line a word may stand
const FULL = 100; // the gutter is 100 wide, and 100 high per row
const BULGE = 50; // how far a line between two boxes of one column comes into the gutter
const APART = 42; // words nearer to each other than this would touch

export function preconditions(scene) {
  if (!scene.boxes.length && !scene.unrated) return [el("div", { class: "tv-calm" }, el("h1", { class: "tv-title" }, scene.title))];
  const grid = el(
    "div",
    { class: "tv-board" },
    el("span", {}),
    scene.heads.map((one) => el("h2", { class: `tv-head-${one.id}` }, one.name)),
    scene.kinds.map((one) => [kind(one), scene.boxes.filter(({ row }) => row >= one.row && row < one.row + one.rows).map(box)]),
    scene.rows > 0 && gutter(scene),
  );
  grid.style.setProperty("--rows", scene.rows);
  return [
    el("h1", { class: "tv-title" }, scene.title, scene.figures && el("small", {}, scene.figures)),
    el(
      "div",
      { class: "tv-body tv-board-body" },
      grid,
      el("div", { class: "tv-pairs" }, scene.pairs.map(pair)),
      scene.unrated && el("p", { class: "tv-board-foot" }, scene.unrated),
    ),
  ];
}

function kind(one) {
  const node = el("b", { class: "tv-kind" }, one.name);
  node.style.gridRow = `${one.row + 2} / span ${one.rows}`;
  return node;
}

function box(one) {
  const node = el("p", { class: `tv-box tv-${one.bearing}` }, el("span", {}, one.text), one.disposition && el("b", {}, ` → ${one.disposition}`));
  node.style.gridRow = one.row + 2;
  return node;
}

const pair = (one) =>
  el(
    "section",
    { class: "tv-pair-told" },
    el("p", { class: one.told ? "" : "tv-empty" }, sign(one), one.example),
    el("p", { class: "tv-pair-owner" }, one.owner),
  );

const sign = (one) => el("span", { class: "tv-sign" }, one.number);

function gutter(scene) {
  const node = el("div", { class: "tv-gutter" });
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${FULL} ${FULL * scene.rows}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  node.append(svg);
  const placed = [];
  for (const one of scene.pairs) {
    const [from, to] = one.ends.map((end) => ({ x: end.bearing === "gives_room" ? 0 : FULL, y: (end.row + 0.5) * FULL }));
    for (const layer of one.relation === "overlaps" ? ["tv-outer", "tv-inner"] : [""]) svg.append(path(from, to, `tv-link tv-${one.relation} ${layer}`));
    const at = TRIES.map((t) => on(from, to, t)).find((point) => placed.every((other) => Math.abs(other.y - point.y) > APART)) ?? on(from, to, 0.5);
    placed.push(at);
    const word = el("span", { class: `tv-link-word tv-${one.relation}` }, sign(one), one.word);
    word.style.left = `${at.x}%`;
    word.style.top = `${at.y / scene.rows}%`;
    node.append(word);
  }
  return node;
}

/** The middle of the bend: inside the gutter, also between two boxes of the same column. */
const bend = (from, to) => ({ x: from.x === to.x ? Math.abs(from.x - BULGE) : FULL / 2, y: (from.y + to.y) / 2 });

function path(from, to, name) {
  const one = document.createElementNS(NS, "path");
  const mid = bend(from, to);
  one.setAttribute("d", from.x === to.x ? `M${from.x} ${from.y}Q${2 * mid.x - from.x} ${mid.y} ${to.x} ${to.y}` : `M${from.x} ${from.y}L${to.x} ${to.y}`);
  one.setAttribute("class", name);
  return one;
}

function on(from, to, t) {
  if (from.x !== to.x) return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
  const mid = bend(from, to);
  const side = 1 - t;
  const control = { x: 2 * mid.x - from.x, y: mid.y };
  return { x: side * side * from.x + 2 * side * t * control.x + t * t * to.x, y: side * side * from.y + 2 * side * t * control.y + t * t * to.y };
}
