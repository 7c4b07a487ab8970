// Silent rounds, where people stand, and how to take part, on the wall. How many lines there are and
// the code come beside the scene: they are put in their places without drawing the page anew.

import { el, fill, now } from "./room.js";

const MOST_MARKS = 16; // more stand as a number only

export function round(scene) {
  const body = { running, lines, positions, nothing }[scene.state];
  if (!body) return [el("div", { class: "tv-calm" }, el("h1", { class: "tv-title" }, scene.title))];
  return [
    scene.about && el("p", { class: "tv-under-title" }, scene.about),
    el("h1", { class: "tv-title" }, scene.title, scene.place && el("small", {}, scene.place)),
    scene.note && el("p", { class: "tv-round-note" }, scene.note),
    ...body(scene),
  ].filter(Boolean);
}

/** A bar that fills without a number on it, and how many lines there are: never which or whose. */
function running(scene) {
  const fillUp = el("span", { class: "tv-round-time" });
  const spent = Math.max(0, (now() - Date.parse(scene.since)) / 1000);
  fillUp.style.animationDuration = `${scene.seconds}s`;
  fillUp.style.animationDelay = `-${Math.min(spent, scene.seconds)}s`;
  const count = el("p", { class: "tv-round-count", "data-beside": "written", "data-round": scene.round });
  count.dataset.texts = JSON.stringify(scene.written);
  return [
    el("div", { class: "tv-body tv-center tv-round-running" }, el("p", { class: "tv-lead", "data-enough": scene.told, "data-few": scene.few }), count),
    el("div", { class: "tv-round-bar", "aria-hidden": "true" }, fillUp),
  ];
}

function lines(scene) {
  return [
    el(
      "div",
      { class: `tv-voices tv-voices-${scene.columns.length} tv-round-lines` },
      scene.columns.map((one) =>
        el(
          "section",
          { class: "tv-voice" },
          el("h2", {}, one.name),
          el("ul", {}, one.lines.map((text) => el("li", {}, text))),
        ),
      ),
    ),
    scene.left_out && el("p", { class: "tv-more" }, scene.left_out),
  ];
}

function positions(scene) {
  return [
    el(
      "div",
      { class: `tv-voices tv-voices-${scene.columns.length} tv-round-positions` },
      scene.columns.map((one) => el("section", { class: "tv-voice" }, el("h2", {}, one.name), el("dl", {}, one.stands.map(stand)))),
    ),
  ];
}

const stand = ({ name, count }) =>
  el(
    "div",
    {},
    el("dt", {}, name),
    el("dd", {}, el("b", {}, count), el("span", { "aria-hidden": "true" }, "●".repeat(Math.min(count, MOST_MARKS)))),
  );

const nothing = (scene) => [el("div", { class: "tv-body tv-center" }, el("p", { class: "tv-lead" }, scene.told))];

/** Where each side stands on an explanation, under the voices and under its number. */
export function spreads(scene) {
  return (
    scene.spreads?.length &&
    el(
      "div",
      { class: "tv-spreads" },
      scene.spreads.map((one) => [
        el("span", { class: "tv-marker tv-unpinned" }, one.number),
        one.sides.map((text) => el("span", { class: one.sides.length === 1 ? "tv-both" : "" }, text)),
      ].flat()),
    )
  );
}

export function join(scene) {
  const told = scene.join;
  return [
    el(
      "div",
      { class: "tv-body tv-center tv-join", "data-beside": "join" },
      el(
        "div",
        { class: "tv-join-how" },
        el("h1", { class: "tv-title" }, scene.title),
        el("p", { class: "tv-lead" }, told.scan),
        el("p", { class: "tv-lead" }, told.or_type, " ", el("b", { class: "tv-join-address" })),
        el("p", { class: "tv-lead" }, told.code),
        el("p", { class: "tv-code" }),
        el("p", { class: "tv-lead tv-join-here", hidden: true }, el("b", {}, told.here_only)),
        el("p", {}, told.kept),
      ),
      el("div", { class: "tv-join-qr" }),
      el("p", { class: "tv-lead tv-join-soon" }, told.soon),
    ),
  ];
}

/** Put what stands beside the scene into its places on the page that is there. */
export function fillBeside(host, beside) {
  const count = host.querySelector('[data-beside="written"]');
  if (count) tellCount(count, beside?.written);
  const place = host.querySelector('[data-beside="join"]');
  if (place) tellCode(place, beside?.join);
}

function tellCount(node, written) {
  const known = written?.round === node.dataset.round ? written.count : null;
  const texts = JSON.parse(node.dataset.texts);
  // Nothing is promised before it is known how many phones there are.
  const { enough, few } = node.previousSibling.dataset;
  node.previousSibling.textContent = known === null ? "" : written.few ? few : enough;
  node.textContent = known === null ? "" : fill(known === 1 ? texts.one : texts.other, { count: known });
}

function tellCode(place, how) {
  place.classList.toggle("tv-join-none", !how);
  if (!how) return;
  place.querySelector(".tv-join-address").textContent = how.address;
  place.querySelector(".tv-join-here").hidden = !how.here_only;
  place.querySelector(".tv-code").textContent = how.code;
  place.querySelector(".tv-join-qr").replaceChildren(qr(how.qr));
}

/** A QR code drawn from its rows of 0 and 1: black on white, also in a dark room. */
export function qr(rows, label = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  if (label) svg.setAttribute("aria-label", label);
  else svg.setAttribute("aria-hidden", "true");
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", "#fff"]]) ground.setAttribute(name, value);
  const dark = document.createElementNS(svg.namespaceURI, "path");
  dark.setAttribute("d", rows.map((row, y) => [...row].map((one, x) => (one === "1" ? `M${x} ${y}h1v1h-1z` : "")).join("")).join(""));
  dark.setAttribute("fill", "#000");
  svg.append(ground, dark);
  return svg;
}
