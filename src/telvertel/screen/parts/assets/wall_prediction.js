// Voorspel eerst on the wall: the question, whether each side has written, and what came of it.

import { el } from "./room.js";

/** The stage Voorspel; `lines` draws what was said, as beside every other picture. */
export function predicting(scene, lines) {
  const { prediction } = scene;
  return [
    el("p", { class: "tv-asked" }, el("b", {}, prediction.question), prediction.compared && el("span", {}, prediction.compared)),
    el(
      "div",
      { class: `tv-voices tv-voices-${prediction.sides.length}` },
      prediction.sides.map((side) =>
        el(
          "section",
          { class: `tv-voice tv-voice-${side.side}` },
          el("h2", {}, side.name),
          side.told && el("p", { class: side.written ? "tv-written" : "tv-written tv-empty" }, side.told),
          lines(side),
        ),
      ),
    ),
  ];
}

/** What a side expected and what it became, or whether it was a surprise; of equal height. */
export const predicted = (voice, rows) => {
  if (!voice.predicted?.length) return null;
  const box = el("div", { class: "tv-predicted" }, voice.predicted.map((line) => el("p", {}, line)));
  box.style.setProperty("--tv-rows", rows);
  return box;
};
