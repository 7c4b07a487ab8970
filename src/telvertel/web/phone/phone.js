// The page on a phone: come in with a code, follow what is on the wall, and answer what is asked.
// It draws the wall with the wall's own code, and keeps unsent words on the device only.

import { join } from "./phone_join.js";
import { Positions, Prediction, SilentRound } from "./phone_asks.js";
import { unsent } from "./phone_unsent.js";
import { ask, texts } from "./phone_server.js";
import { el, follow } from "./room.js";
import wall from "./wall.js";

const { language } = texts;
const page = document.getElementById("page");
const ASKS = { lines: SilentRound, positions: Positions, prediction: Prediction };
const LETTERS = "telvertel.letters";
const SIZES = [0.85, 1, 1.2, 1.45, 1.75, 2.1];

function letters(by = 0) {
  let at = 1;
  try {
    at = Number(localStorage.getItem(LETTERS) ?? 1);
    at = Math.max(0, Math.min(SIZES.length - 1, at + by));
    localStorage.setItem(LETTERS, String(at));
  } catch {
    // A forbidden store: this size until the page is left.
  }
  document.documentElement.style.setProperty("--letters", SIZES[at] ?? 1);
}

/** Everything of this meeting that is on the device goes, also what was never sent. */
function forget(meeting) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`telvertel.draft.${meeting}.`)) localStorage.removeItem(key);
  } catch {
    // A forbidden store holds nothing.
  }
}

async function start(trouble = "") {
  const me = await ask("/meedoen/ik", null, { method: "GET" });
  if (me.ok) takePart(me);
  else page.replaceChildren(...join(start, me.status === 0 ? texts.unreachable : trouble));
}

function takePart(me) {
  const data = { meeting: me.meeting, role: me.role, side: me.side, language, ticket: "", label: texts.on_wall };
  const status = el("p", { class: "trouble", role: "status" });
  const asked = el("div", { class: "asked" });
  const host = el("div", { class: "tv-wall", role: "region" });
  page.replaceChildren(head(me), status, asked, el("div", {}, host));
  document.title = `${me.title} · ${texts.app}`;

  const out = async () => {
    // The server may be away, or this device may be out: only one of the two ends it.
    const still = await ask("/meedoen/ik", null, { method: "GET" });
    if (still.status !== 403 && still.status !== 401) return;
    stop();
    forget(me.meeting);
    start(texts.ended);
  };
  const part = { data, tell: out };
  const unfollow = follow(
    part,
    ({ scene, sequence }) => {
      if (!scene?.phone) return;
      tellHeadline(scene.phone.headline);
      draw(asked, scene.phone.asks, data, sequence);
    },
    (lost) => {
      status.textContent = lost ? texts.lost : "";
    },
    (beside) => {
      asked.few = beside;
      asked.ask?.promise?.(beside);
    },
  );
  const stopWall = wall({ parentElement: page, data, setTriggerValue: out });
  // The newest points are what the room looks at, and a picture is wider than a phone.
  const moved = new MutationObserver(() => {
    for (const box of host.querySelectorAll(".tv-picture")) box.scrollLeft = box.scrollWidth;
  });
  moved.observe(host, { childList: true, subtree: true });
  const stop = () => {
    moved.disconnect();
    unfollow();
    stopWall?.();
    asked.ask?.stop();
  };
  page.leave = async () => {
    stop();
    forget(me.meeting);
    await ask("/meedoen/weg");
    start();
  };
}

function head(me) {
  return el(
    "div",
    { class: "row" },
    el("h1", { class: "unseen" }, me.title),
    el("p", {}, me.you),
    el(
      "div",
      { class: "tools", role: "group", "aria-label": texts.letters },
      el("button", { type: "button", "aria-label": texts.smaller, onclick: () => letters(-1) }, "A−"),
      el("button", { type: "button", "aria-label": texts.larger, onclick: () => letters(1) }, "A+"),
      el("button", { type: "button", onclick: () => page.leave() }, texts.leave),
    ),
  );
}

/** Read aloud once it changes; the same sentence again is no news. */
function tellHeadline(text) {
  const headline = document.getElementById("headline");
  if (headline.textContent !== text) headline.textContent = text;
}

/** What is asked stays as it is while it is the same: nothing is drawn anew under a hand. */
function draw(place, asks, data, sequence) {
  const id = asks ? `${asks.kind}.${asks.id}` : "";
  if (place.asksFor === id) {
    place.ask?.told(asks, sequence);
    return;
  }
  place.asksFor = id;
  place.ask?.end();
  place.ask = asks ? new ASKS[asks.kind](asks, data, sequence) : null;
  const left = el("div", {});
  const tellLeft = () => left.replaceChildren(...unsent(data, place.ask?.field));
  if (place.ask) place.ask.settled = tellLeft;
  place.ask?.promise?.(place.few);
  place.replaceChildren(...[left, place.ask?.node].filter(Boolean));
  tellLeft();
}

letters();
start();
