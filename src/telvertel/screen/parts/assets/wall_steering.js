// What outlasts a meeting, on the wall: learning points, the board of preconditions, frameworks, the
// tree from vision to agreement, and the quiet screens of two columns.

import { el } from "./room.js";

const title = (text, extra = "") => el("h1", { class: "tv-title" }, text, extra && el("small", {}, extra));
const calm = (scene) => [el("div", { class: "tv-calm" }, title(scene.title))];
const empty = (known, name = "") => [name, known ? "" : "tv-empty"].join(" ").trim();

/** Two texts at equal size: reserves, readings, and what went wrong beside what we learn. */
export function columns(scene) {
  if (!scene.columns.length) return calm(scene);
  return [
    title(scene.title),
    scene.about && el("p", { class: "tv-about" }, scene.about),
    el(
      "div",
      { class: "tv-body tv-center" },
      el(
        "div",
        { class: "tv-two tv-pair" },
        scene.columns.map((one) =>
          el("section", { class: "tv-said-large" }, el("h2", {}, one.name), el("p", { class: empty(one.told) }, one.text)),
        ),
      ),
      scene.settling && settling(scene.settling),
    ),
  ].filter(Boolean);
}

const settling = (one) =>
  el(
    "section",
    { class: "tv-settling" },
    el("h2", {}, one.question),
    el("p", { class: "tv-datum" }, one.datum),
    one.who && el("p", {}, one.who),
    one.settled && el("p", {}, el("b", {}, `${one.settled_title}: `), one.settled),
  );

export const learning = (scene) => (scene.points ? learningList(scene) : learningPoint(scene));

function learningList(scene) {
  if (!scene.points.length) return calm(scene);
  const row = (one) =>
    el("li", {}, el("p", { class: "tv-point" }, one.text), el("p", { class: "tv-point-side" }, el("b", {}, one.age), el("span", {}, `${one.status} · ${one.route}`)));
  return [
    title(scene.title),
    el("div", { class: "tv-body" }, el("ol", { class: "tv-points" }, scene.points.map(row)), scene.more && el("p", { class: "tv-more" }, scene.more)),
  ];
}

function learningPoint(scene) {
  const { texts } = scene;
  return [
    title(scene.title, [scene.age, scene.side].filter(Boolean).join(" · ")),
    el(
      "div",
      { class: "tv-body tv-learning" },
      el("p", { class: "tv-point-large" }, scene.text),
      el(
        "div",
        { class: "tv-two" },
        el(
          "section",
          { class: "tv-meaning" },
          el("h2", {}, scene.meaning_title),
          el("p", { class: empty(scene.meant) }, scene.meaning),
          scene.last_step && el("p", { class: "tv-last-step" }, el("b", {}, `${texts.last_step}: `), scene.last_step),
        ),
        el("dl", { class: "tv-settle tv-facts" }, scene.facts.map((one) => el("div", {}, el("dt", {}, one.name), el("dd", { class: one.known ? "" : "tv-unknown" }, one.text)))),
      ),
      scene.pilot && pilot(scene.pilot),
      scene.looked_back && el("p", { class: "tv-outcome" }, scene.looked_back),
    ),
    steps(scene.steps),
  ].filter(Boolean);
}

/** Seven steps on one line; the last one stands apart, for it ends the way instead of the learning. */
const steps = (all) =>
  el(
    "ol",
    { class: "tv-securing" },
    all.map((one) => el("li", { class: one.now ? "tv-now" : one.been ? "tv-been" : "", "aria-current": one.now && "step", "data-step": one.id }, one.name)),
  );

const ticked = (all, known) => all.map((one) => el("span", { class: one[known] ? "tv-ticked" : "tv-unticked" }, one.name));

const pilot = (one) => el("p", { class: "tv-pilot tv-ticks" }, el("b", {}, one.title), ticked(one.kinds, "ready"));

/** How strong a conclusion is: four words, the present one marked. */
export const strength = (all, name) =>
  all?.length ? el("p", { class: "tv-strength" }, `${name}: `, all.map((one) => el("span", { class: one.now ? "tv-now" : "" }, one.name))) : "";

export function frameworks(scene) {
  if (!scene.rows.length) return calm(scene);
  const row = (one) =>
    el(
      "li",
      {},
      el("div", { class: "tv-frame-name" }, el("b", {}, one.name), el("span", {}, one.kind), one.owner && el("span", { class: "tv-frame-owner" }, one.owner), one.source && el("span", { class: "tv-frame-source" }, one.source)),
      [one.limit, one.value].map((told) => el("b", { class: "tv-amount" }, told)),
      el("div", { class: one.outside ? "tv-amount tv-outside" : "tv-amount" }, el("b", {}, one.margin), one.margin_word && el("span", { class: "tv-margin-word" }, one.margin_word)),
      el("b", { class: "tv-amount" }, one.expected),
    );
  return [
    title(scene.title),
    el(
      "div",
      { class: "tv-body" },
      el("ol", { class: "tv-frames" }, el("li", { class: "tv-heads" }, scene.heads.map((head) => el("span", {}, head))), scene.rows.map(row)),
      scene.more && el("p", { class: "tv-more" }, scene.more),
      el("p", { class: "tv-apart" }, scene.apart),
    ),
  ];
}

export function principles(scene) {
  const row = (one) =>
    el(
      "li",
      {},
      el("b", {}, one.name),
      el("span", { class: empty(one.counted) }, one.figures),
      el("span", { class: empty(one.told) }, one.stories),
      el("span", { class: one.agreements === "–" ? "tv-empty" : "" }, one.agreements),
    );
  const branch = (one) =>
    el("section", { class: "tv-branch" }, el("h2", { class: empty(one.named) }, one.ambition), el("ol", {}, one.principles.map(row)));
  return [
    title(scene.title),
    el(
      "div",
      { class: "tv-body tv-tree" },
      el("p", { class: "tv-heads" }, ["", ...scene.heads].map((head) => el("span", {}, head))),
      scene.branches.map(branch),
      el("p", { class: "tv-loose" }, [scene.more, scene.loose].filter(Boolean).join(" · ")),
    ),
  ];
}
