// The wall: draws a scene, and nothing else. It has no widget and never shows trouble: when the
// connection is lost it keeps its last picture. In "mini" form the desk shows the same drawing.

import { onCalm } from "./calm.js";
import { foldable } from "./fold.js";
import { el, follow, kept, picture, place, take } from "./room.js";
import { agreements, closing, last_agreements, read_back } from "./wall_agreements.js";
import { preconditions } from "./wall_board.js";
import { fit } from "./wall_fit.js";
import { disputed, refusal, then } from "./wall_disputes.js";
import { predicted, predicting } from "./wall_prediction.js";
import { definition, runTime, timeBar, trial } from "./wall_room.js";
import { fillBeside, join, round, spreads } from "./wall_rounds.js";
import { columns, frameworks, learning, principles, strength } from "./wall_steering.js";

const SWAP_MS = 120;

export default function wall({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-wall");
  host.classList.toggle("tv-full", Boolean(data.full));
  host.setAttribute("aria-label", data.label ?? "");
  take((host.tvPart ??= {}), data, setTriggerValue);
  if (data.scene) return still(host, data.scene);
  if (!data.full) foldable(host);
  const address = place(data);
  if (host.tvAddress === address) return host.tvStop;
  host.tvStop?.();
  host.tvAddress = address;

  // A restarted browser shows the last scene at once, before the server has answered.
  const remembered = data.full ? kept.read(data, `scene.${data.language}`) : null;
  if (remembered) draw(host, remembered);

  const drawBeside = (beside) => fillBeside(host, (host.tvBeside = beside));
  const stop = follow(host.tvPart, (state) => {
    const scene = state.scene?.wall ?? state.scene;
    if (!scene) return;
    host.tvLatest = scene;
    if (host.tvCalmAt !== undefined && (scene.shown_at ?? "") <= host.tvCalmAt) return;
    host.tvCalmAt = undefined;
    draw(host, scene);
    runTime(host);
    if (data.full) kept.write(data, `scene.${data.language}`, scene);
    for (const key of state.scene?.desk?.upcoming ?? []) picture(key, host.tvPart.data.ticket);
  }, () => {}, drawBeside);
  const deaf = onCalm(data.meeting, (told) => goCalm(host, told));
  host.tvStop = () => {
    host.tvAddress = null;
    stop();
    deaf();
  };
  return host.tvStop;
}

/** Even niet, before the server has heard of it; the next screen takes over, no line does. */
function goCalm(host, { calm }) {
  const scene = host.tvLatest;
  if (!scene) return;
  host.tvCalmAt = calm ? (scene.shown_at ?? "") : undefined;
  if (!calm) draw(host, scene);
  else if (scene.view !== "neutral") draw(host, { ...scene, view: "neutral", title: scene.view === "item" ? scene.title : scene.goal, picture: null });
}

/** A scene of before: drawn as it was, following nothing. */
function still(host, scene) {
  host.tvStop?.();
  draw(host, scene);
  return () => {};
}

/** Draw a scene; the old one stays until the new one, its picture included, is ready. */
async function draw(host, scene) {
  const told = JSON.stringify(scene);
  if (host.tvDrawn === told) return;
  host.tvDrawn = told;
  const page = el("div", { class: `tv-page tv-view-${scene.view}` });
  page.style.setProperty("--tv-scale", scene.scale ?? 1);
  page.lang = scene.language ?? "nl";
  const build = VIEWS[scene.view] ?? waiting;
  page.append(...head(scene), ...build(scene), foot(scene));
  await placePicture(host, page, scene);
  if (host.tvDrawn !== told) return; // a newer scene overtook this one while its picture came
  swap(host, page, scene);
}

/** Put the picture in its place; when it takes long, the previous picture of the item stands in. */
async function placePicture(host, page, scene) {
  const box = page.querySelector(".tv-picture");
  if (!box || !scene.picture) return;
  const coming = picture(scene.picture, host.tvPart.data.ticket);
  const soon = await Promise.race([coming, new Promise((done) => setTimeout(() => done("late"), 250))]);
  const stands = (svg) => {
    box.replaceChildren(svg);
    box.dataset.picture = scene.picture; // the one of this scene, no stand-in
  };
  if (soon && soon !== "late") return stands(soon);
  const stand_in = host.querySelector(`.tv-picture[data-item="${CSS.escape(scene.item)}"] svg`);
  if (stand_in) box.append(stand_in.cloneNode(true));
  return void coming.then((svg) => svg && stands(svg));
}

function swap(host, page, scene) {
  const old = host.querySelector(".tv-page");
  const moved = host.tvPlace !== `${scene.view}${scene.item ?? ""}${scene.stage ?? ""}`;
  host.tvPlace = `${scene.view}${scene.item ?? ""}${scene.stage ?? ""}`;
  host.replaceChildren(page);
  fit(page, scene.view, scene.texts?.more_lines);
  fillBeside(host, host.tvBeside);
  host.classList.toggle("tv-dark", Boolean(scene.dark));
  runTime(page);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (old && moved && !calm) page.animate([{ opacity: 0.35 }, { opacity: 1 }], SWAP_MS);
}

const head = (scene) => [
  ...(scene.goal ? [el("p", { class: "tv-goal" }, scene.goal)] : []),
  // On an item the chip stands in the line of the stages, on its own screen it is the title.
  ...(scene.dispute && !["item", "dispute"].includes(scene.view)
    ? [el("p", { class: "tv-chip" }, el("span", { class: "tv-dispute" }, scene.dispute))]
    : []),
];

const foot = (scene) =>
  el("p", { class: "tv-foot" }, el("span", {}, scene.status ?? ""), scene.figure_source && el("span", {}, scene.figure_source), scene.figure_status && el("span", {}, scene.figure_status));

/** The box is exactly as high as its picture was drawn for, so that the letters keep their size. */
function pictureBox(scene) {
  const box = el("div", { class: "tv-picture", "data-item": scene.item });
  box.style.setProperty("--tv-units", scene.picture_units ?? 9.75);
  return box;
}

const title = (text, extra = null) => el("h1", { class: "tv-title" }, text, extra);

function waiting(scene) {
  return [el("div", { class: "tv-calm" }, title(scene.texts?.waiting ?? ""))];
}

function welcome(scene) {
  return [
    el(
      "div",
      { class: "tv-body tv-center" },
      title(scene.title),
      el("p", { class: "tv-lead" }, scene.until),
      el("p", { class: "tv-welcome-purpose" }, scene.purpose),
      el(
        "div",
        { class: "tv-columns" },
        scene.sides.map((side) =>
          el("section", {}, el("h2", {}, side.name), el("ul", {}, side.people.map((one) => el("li", {}, one)))),
        ),
      ),
      el("ol", { class: "tv-rules" }, scene.rules.map((rule) => el("li", {}, rule))),
      scene.last && el("p", { class: "tv-lead tv-welcome-last" }, scene.last),
    ),
  ];
}

function agenda(scene) {
  return [
    el(
      "div",
      { class: "tv-body" },
      title(scene.title),
      el(
        "ol",
        { class: "tv-agenda" },
        scene.items.map((item) =>
          el(
            "li",
            { class: item.discussed ? "tv-done" : "" },
            el("span", { class: "tv-agenda-question" }, item.question, item.apart && el("span", { class: "tv-cut" }, item.apart), item.dispute && el("span", { class: "tv-dispute" }, item.dispute)),
            el("span", { class: "tv-agenda-side" }, `${item.kind} · ${item.discussed ? scene.texts.discussed : item.minutes}`),
          ),
        ),
      ),
      el("p", { class: "tv-balance" }, scene.balance.map((one) => el("span", {}, `${one.name} ${"●".repeat(one.count)}`))),
    ),
  ];
}

function client_voice(scene) {
  return [
    el(
      "div",
      { class: "tv-body tv-center tv-client" },
      el("p", { class: "tv-lead" }, scene.title),
      el("blockquote", {}, scene.text),
      scene.source && el("p", { class: "tv-source" }, scene.source),
    ),
  ];
}

function item(scene) {
  if (!scene.stages) return [el("div", { class: "tv-calm" }, title(scene.title))];
  const about = scene.dispute
    ? el("span", { class: "tv-dispute" }, scene.dispute)
    : el("span", {}, scene.clashes || scene.kind);
  const rail = scene.stages.map((stage) =>
    el("li", { class: stage.now ? "tv-now" : stage.seen ? "tv-seen" : "", "aria-current": stage.now && "step" }, stage.name, stage.now && timeBar(scene.clock)),
  );
  const parts = [title(scene.title), el("div", { class: "tv-under-title" }, about, el("ol", { class: "tv-rail" }, rail))];
  if (scene.stage === "question") {
    parts.push(
      el(
        "div",
        { class: "tv-body tv-center" },
        el("p", { class: "tv-lead" }, el("b", {}, scene.name)),
        el("p", { class: "tv-lead" }, scene.definition),
        el("div", { class: "tv-says-not" }, el("h2", {}, scene.says_not_title), el("p", {}, scene.says_not)),
      ),
    );
    return parts;
  }
  if (scene.picture || scene.stage !== "predict") parts.push(pictureBox(scene));
  if (scene.recorded) parts.push(el("p", { class: "tv-recorded" }, scene.recorded));
  if (scene.stage === "predict") parts.push(...predicting(scene, lines));
  else if (scene.stage === "appraise") parts.push(appraisal(scene));
  else if (scene.stage === "improve") parts.push(agreements(scene), saidHere(scene));
  else parts.push(voices(scene));
  return [...parts, spreads(scene) || ""];
}

const lines = (voice) => [
  voice.lines.map((line) =>
    el(
      "p",
      { class: "tv-line" },
      el("span", { class: line.pinned ? "tv-marker" : "tv-marker tv-unpinned" }, line.number),
      el("span", { class: width(line.text) }, ...(line.reason ? [el("span", { class: "tv-words" }, line.text), el("i", { class: "tv-reason" }, line.reason)] : [line.text])),
    ),
  ),
  voice.more && el("p", { class: "tv-more" }, voice.more),
];

const ONE_LINE = 45; // letters: a text of no more may take the whole column
const width = (text) => (text.length <= ONE_LINE ? " tv-one-line" : "");

function voices(scene) {
  return el(
    "div",
    { class: `tv-voices tv-voices-${scene.voices.length}` },
    scene.voices.map((voice) =>
      el(
        "section",
        { class: `tv-voice tv-voice-${voice.side}`, "data-left-out": voice.left_out ?? 0 },
        el("h2", {}, voice.name),
        predicted(voice, scene.predicted_rows),
        voice.prepared && el("p", { class: `tv-prepared${width(voice.prepared)}` }, voice.prepared),
        lines(voice),
        voice.empty && el("p", { class: "tv-empty" }, voice.empty),
      ),
    ),
  );
}

function appraisal(scene) {
  const { appraisal, texts } = scene;
  if (appraisal.disputed) return refusal(appraisal.refused);
  const right = appraisal.weighing
      ? el(
          "div",
          {},
          el("p", { class: "tv-outcome" }, appraisal.weighing.outcome),
          strength(appraisal.weighing.strength, texts.strength),
          el("p", {}, appraisal.weighing.reasons),
          el("p", {}, el("b", {}, `${texts.municipality_share}: `), appraisal.weighing.municipality_share),
        )
      : el("p", { class: "tv-empty" }, appraisal.invitation);
  return el(
    "div",
    { class: "tv-voices tv-voices-2" },
    el(
      "section",
      { class: "tv-voice" },
      appraisal.reflections.map((one) =>
        el("p", { class: `tv-reflection${one.answered ? "" : " tv-empty"}${width(`${one.question} ${one.answer}${one.text}`)}` }, el("b", {}, `${one.question} `), one.answer, one.text && ` — ${one.text}`),
      ),
    ),
    el("section", { class: "tv-voice" }, el("h2", {}, texts.weighing), right),
  );
}

/** The newest lines of this stage, under the agreements, each with who said it. */
const saidHere = (scene) =>
  scene.said?.length
    ? el("div", { class: "tv-said" }, scene.said.map((one) => lines({ lines: [{ ...one, text: `${one.name}: ${one.text}` }] })))
    : "";

function sealed(scene) {
  return [
    el(
      "div",
      { class: "tv-body tv-center" },
      title(scene.title),
      el("p", { class: "tv-lead" }, scene.code_title),
      el("p", { class: "tv-code" }, scene.code),
      el("p", { class: "tv-lead" }, scene.thanks),
    ),
  ];
}

const neutral = (scene) => [el("div", { class: "tv-calm" }, title(scene.title))];

const VIEWS = { welcome, agenda, last_agreements: (scene) => last_agreements(scene, pictureBox), client_voice, item, read_back, closing, sealed, neutral, definition, then, dispute: disputed, round, join, wall_test: trial, reserves: columns, learning, preconditions, frameworks, principles, difference: columns, mishap: columns };
