// Screens about the room itself and the card of a figure, and the silent bar of the stage.

import { el, now } from "./room.js";

const heading = (text) => el("h1", { class: "tv-title" }, text);

export function definition(scene) {
  if (!scene.card) return [el("div", { class: "tv-calm" }, heading(scene.title))];
  const { card } = scene;
  return [
    heading(scene.title),
    el("p", { class: "tv-source" }, card.kind),
    el(
      "div",
      { class: "tv-body tv-center" },
      el("p", { class: "tv-card-definition" }, card.definition),
      el("div", { class: "tv-says-not" }, el("h2", {}, card.says_not_title), el("p", { class: "tv-lead" }, card.says_not)),
    ),
  ];
}

/** Lines A to E, down to the smallest letter of this room; greys and markers as the pictures use them. */
export function trial(scene) {
  return [
    heading(scene.title),
    el(
      "div",
      { class: "tv-body tv-trial" },
      scene.lines.map(({ letter, size }) => {
        const line = el("p", { class: "tv-trial-line" }, el("b", {}, letter), el("span", {}, scene.sentence));
        line.style.setProperty("--tv-size", size);
        return line;
      }),
      el("div", { class: "tv-trial-row" }, el("span", { class: "tv-greys" }, [1, 2, 3, 4, 5].map((step) => el("i", { class: `tv-grey-${step}` }))), el("span", {}, scene.greys)),
      el("div", { class: "tv-trial-row" }, el("span", { class: "tv-greys" }, [1, 2, 3].map((number) => el("span", { class: "tv-marker" }, number)), el("span", { class: "tv-marker tv-unpinned" }, 4)), el("span", {}, scene.markers)),
      el("p", { class: "tv-source" }, scene.room),
    ),
  ];
}

/** A thin bar under the stage that grows by itself while its time goes; no number and no alarm. */
export const timeBar = (clock) => clock?.since && el("i", { class: "tv-time", "data-since": clock.since, "data-seconds": clock.seconds });

/** Put the bar where it is by the clock of the server; the rest is one slow animation, in steps: a wall that
 *  stands still for an hour draws nothing in between. */
export function runTime(host) {
  const bar = host.querySelector(".tv-time");
  if (!bar) return;
  const spent = Math.max(0, (now() - Date.parse(bar.dataset.since)) / 1000);
  bar.style.animationDuration = `${Math.max(1, bar.dataset.seconds)}s`;
  bar.style.animationDelay = `-${spent}s`;
}
