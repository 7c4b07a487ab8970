// Agreements on the wall, those of last time and those of today, and the end of the talk.

import { el } from "./room.js";
import { openDisputes } from "./wall_disputes.js";

const title = (text, extra = null) => el("h1", { class: "tv-title" }, text, extra);

/** An agreement; beside a picture only who, when and what it needs, the rest is read out at the end. */
export function agreementCard(one, texts, brief = false) {
  return el(
    "section",
    { class: "tv-agreement" },
    one.if && el("p", { class: "tv-if" }, el("b", {}, `${texts.if} `), `${one.if},`),
    el("p", { class: "tv-then" }, one.if && el("b", {}, `${texts.then} `), one.then),
    el(
      "dl",
      {},
      pair(texts.who, one.side && !one.unowned && !(brief && one.needs) ? `${one.who} · ${one.side}` : one.who),
      pair(texts.due, one.due),
      !brief && pair(texts.kind, one.kind, "tv-further"),
      !brief && one.visible_from && pair(texts.visible_from, one.visible_from, "tv-further"),
      one.needs && pair(texts.needs, one.needs, "tv-needs"),
      !brief && one.alternative && pair(texts.alternative, one.alternative, "tv-alternative"),
    ),
  );
}

const pair = (name, value, kind = "") => el("div", { class: kind }, el("dt", {}, name), el("dd", {}, value));

/** One agreement of last time; `pictureBox` makes the place of its picture. */
export function last_agreements(scene, pictureBox) {
  if (scene.empty) return [el("div", { class: "tv-body tv-center" }, title(scene.title), el("p", { class: "tv-lead" }, scene.empty))];
  const { review, texts } = scene;
  return [
    el(
      "div",
      { class: "tv-body" },
      title(scene.title, el("small", {}, scene.place)),
      agreementCard(scene.agreement, texts),
      el(
        "div",
        { class: "tv-columns tv-review" },
        el("section", {}, el("h2", {}, texts.kept), el("p", {}, review?.kept ?? texts.not_reviewed)),
        el("section", {}, el("h2", {}, texts.helped), el("p", {}, review?.helped ?? scene.too_early ?? ""), !review && !scene.too_early && el("p", {}, texts.not_reviewed)),
      ),
      review?.result && el("p", { class: "tv-lead" }, review.result),
      scene.picture && pictureBox(scene),
    ),
  ];
}

/** The newest two of an item, beside each other. */
export function agreements(scene) {
  if (!scene.agreements.length)
    return el("div", { class: "tv-voices tv-voices-1" }, el("section", { class: "tv-voice" }, el("p", { class: "tv-empty" }, scene.texts.no_agreements_item)));
  const shown = scene.agreements.slice(-2);
  return el("div", { class: `tv-voices tv-voices-${shown.length}` }, shown.map((one) => agreementCard(one, scene.texts, true)));
}

export function read_back(scene) {
  if (scene.empty) return [el("div", { class: "tv-body tv-center" }, title(scene.title), el("p", { class: "tv-lead" }, scene.empty), openDisputes(scene))];
  return [
    el("div", { class: "tv-body" }, title(scene.title, el("small", {}, scene.place)), agreementCard(scene.agreement, scene.texts), openDisputes(scene)),
  ];
}

/** The end: what goes to purchasing and policy, what each side asks of itself, who was heard. */
export function closing(scene) {
  return [
    el(
      "div",
      { class: scene.points ? "tv-body tv-taken" : "tv-body tv-end" },
      title(scene.title),
      scene.points && taken(scene),
      scene.questions.map(question),
      openDisputes(scene),
      scene.balance?.length && el("p", { class: "tv-told-balance" }, scene.balance.map((one) => el("span", {}, one))),
      scene.heard && heard(scene.heard),
      scene.confirmed?.some(Boolean) && el("div", { class: "tv-columns" }, scene.confirmed.map((one) => el("p", { class: "tv-outcome" }, one))),
    ),
  ];
}

const taken = (scene) => [
  el("ol", { class: "tv-points" }, scene.points.map((one) => el("li", {}, el("p", { class: "tv-point" }, one.text), el("p", { class: "tv-point-side" }, el("b", {}, one.route))))),
  scene.no_points && el("p", { class: "tv-empty" }, scene.no_points),
  scene.more && el("p", { class: "tv-more" }, scene.more),
];

const question = (one) =>
  el(
    "section",
    {},
    el("h2", { class: "tv-lead" }, one.heading),
    el("div", { class: "tv-columns" }, one.answers.map((side) => el("section", {}, el("h2", {}, side.name), el("p", { class: side.told ? "" : "tv-empty" }, side.text)))),
  );

const heard = ({ title: name, voices }) =>
  el("section", { class: "tv-heard" }, el("h2", {}, name), el("p", { class: "tv-ticks" }, voices.map((one) => el("span", { class: one.heard ? "tv-ticked" : "tv-unticked" }, one.name))));
