// Two screens beside the talk: a disputed figure in full, and what was revised since last time.

import { el } from "./room.js";

const title = (text, extra = "") => el("h1", { class: "tv-title" }, text, extra && el("small", {}, extra));
const calm = (scene) => [
  el("div", { class: "tv-body tv-center" }, title(scene.title), scene.calm && el("p", { class: "tv-lead" }, scene.calm)),
];

/** Both numbers beside each other at equal size, then the side's own words and what settles it. */
export function disputed(scene) {
  const stands = scene.stands;
  if (!stands) return calm(scene);
  return [
    title(scene.title, scene.place),
    el("p", { class: "tv-about" }, stands.about),
    el(
      "div",
      { class: "tv-body tv-stands" },
      el("div", { class: "tv-two" }, stands.numbers.map(figure)),
      el(
        "div",
        { class: "tv-two" },
        el("blockquote", { class: "tv-own-words" }, stands.text),
        el("dl", { class: "tv-settle" }, stands.facts.map(fact)),
      ),
      el("p", { class: "tv-stays" }, stands.stays),
    ),
  ];
}

const figure = (one) =>
  el(
    "section",
    { class: "tv-number" },
    el("h2", {}, one.name),
    el("p", { class: one.known ? "tv-figure" : "tv-figure tv-unknown" }, one.figure),
    el("p", { class: "tv-source" }, one.source),
  );

const fact = (one) => el("div", {}, el("dt", {}, one.name), el("dd", { class: one.known ? "" : "tv-unknown" }, one.text));

/** What is still disputed, with owner and date; nothing when all is settled. */
export function openDisputes(scene) {
  const open = scene.disputes;
  if (!open?.lines) return null;
  const line = (one) =>
    el("li", {}, el("b", {}, one.name), el("span", {}, `${one.side} · ${one.owner} · ${one.due}`));
  return el(
    "section",
    { class: "tv-open-disputes" },
    el("h2", {}, open.title),
    el("ul", {}, open.lines.map(line)),
    open.more && el("p", { class: "tv-more" }, open.more),
  );
}

/** Then and now, in words and large; nobody has to find the difference in a chart. */
export function then(scene) {
  if (!scene.rows) return calm(scene);
  const row = (one) => el("li", {}, el("span", {}, one.period), el("b", {}, one.told));
  return [
    title(scene.title),
    el("p", { class: "tv-about" }, `${scene.name} · ${scene.since}`),
    el(
      "div",
      { class: "tv-body" },
      el("ol", { class: "tv-then-rows" }, scene.rows.map(row)),
      scene.more && el("p", { class: "tv-more" }, scene.more),
      el(
        "div",
        { class: "tv-then-why" },
        scene.reasons.map((one) => el("p", {}, one)),
        scene.leaning && el("p", { class: "tv-leaning" }, scene.leaning),
      ),
    ),
  ];
}

/** At Waarderen: on a disputed figure nobody weighs; what happens instead. */
export const refusal = ({ told, owner, due }) =>
  el(
    "div",
    { class: "tv-voices tv-voices-1" },
    el("section", { class: "tv-voice tv-refused" }, el("p", { class: "tv-refusal" }, told), el("div", { class: "tv-finds-out" }, el("p", { class: "tv-lead" }, owner), el("p", { class: "tv-lead" }, due))),
  );
