// Nothing is drawn outside the frame: what does not fit at the size the last row needs gives way,
// whole parts in a fixed order, then the size itself, and never a line through its letters.

import { el, fill } from "./room.js";

// Per view what may go, the first to go first; a line of the trial keeps its letter.
const GIVES_WAY = {
  welcome: [".tv-welcome-last", ".tv-rules", ".tv-welcome-purpose", ".tv-columns ul", ".tv-columns"],
  agenda: [".tv-balance", ".tv-agenda-side"],
  // The three questions and the weighing stay; the line of what was recorded stands in the minutes.
  item: [".tv-agreement .tv-needs", ".tv-recorded:has(~ .tv-voices .tv-reflection)"],
  last_agreements: [".tv-alternative", ".tv-further", ".tv-needs"],
  read_back: [".tv-alternative"],
  learning: [".tv-last-step", ".tv-pilot"],
  preconditions: [".tv-board-foot", ".tv-pair-owner", ".tv-pair-told p"],
  frameworks: [".tv-frame-source", ".tv-frame-owner", ".tv-apart"],
  principles: [".tv-loose"],
  closing: [".tv-more", ".tv-heard", ".tv-told-balance"],
  wall_test: [".tv-trial-line:nth-child(2)", ".tv-trial-line:nth-child(2)", ".tv-trial-row:last-of-type"],
};
const STEP = 0.04; // of the scale
const ROUNDING = 2; // pixels

const inside = (one, spare = ROUNDING) => one.scrollHeight <= one.clientHeight + spare && one.scrollWidth <= one.clientWidth + spare;
const letter = (page) => parseFloat(getComputedStyle(page).fontSize);

function fits(page) {
  const voices = [...page.querySelectorAll(".tv-voices")].every((one) => inside(one, letter(page) / 4));
  return voices && [page, ...page.querySelectorAll(".tv-body")].every((one) => inside(one));
}

export function fit(page, view, moreLines) {
  for (const line of page.querySelectorAll(".tv-trial-line")) if (!inside(line, letter(page))) line.lastChild.remove();
  const goal = page.querySelector(".tv-goal");
  if (goal && !inside(goal, 0)) goal.style.whiteSpace = "normal"; // whole on two lines, not cut on one
  page.classList.toggle("tv-short", !fits(page)); // long words of a weighing end in …
  for (const part of GIVES_WAY[view] ?? []) {
    if (fits(page)) break;
    page.querySelectorAll(part).forEach((one) => one.remove());
  }
  let scale = Number(page.style.getPropertyValue("--tv-scale")) || 1;
  while (scale > 1 && !fits(page)) {
    scale = Math.max(1, scale - STEP);
    page.style.setProperty("--tv-scale", scale);
  }
  page.classList.toggle("tv-tight", !fits(page)); // only now a picture may become smaller than it was drawn for
  for (const line of [...page.querySelectorAll(".tv-said > *")].slice(0, -1)) if (!fits(page)) line.remove(); // the newest stays
  page.querySelectorAll(".tv-voices").forEach((one) => wholeLines(one, letter(page), moreLines));
  unfold(page);
}

const CLAMPED = ".tv-line > span:last-child, .tv-words, .tv-agreement p";

/** What is cut after so many lines stands whole where there is room, the newest first. */
function unfold(page) {
  for (const one of [...page.querySelectorAll(CLAMPED)].reverse()) {
    if (inside(one)) continue;
    one.style.webkitLineClamp = "none";
    if (!fits(page)) one.style.webkitLineClamp = "";
  }
}

/** What would be sliced at the bottom goes whole: the oldest line first, and never the newest. */
function wholeLines(voices, size, moreLines) {
  if (inside(voices, size / 4)) return;
  const over = (one) => one.getBoundingClientRect().bottom > voices.getBoundingClientRect().bottom + size / 4;
  for (const voice of voices.querySelectorAll(".tv-voice")) {
    const overflows = () => over(voice.lastElementChild);
    for (const line of [...voice.querySelectorAll(".tv-line")].slice(0, -1)) if (overflows()) giveWay(voice, line, moreLines);
    const newest = voice.querySelector(".tv-line");
    if (newest && overflows()) newest.querySelector(".tv-reason")?.remove();
    const rest = [...voice.querySelectorAll(":scope > :not(h2, .tv-more)")].filter((one) => one !== newest);
    for (const one of rest.reverse()) if (newest ? overflows() : over(one)) one.remove();
  }
}

/** A line goes, and is counted under the lines that stay. */
function giveWay(voice, line, moreLines) {
  line.remove();
  const count = (voice.dataset.leftOut = Number(voice.dataset.leftOut ?? 0) + 1);
  if (!moreLines) return;
  const told = voice.querySelector(":scope > .tv-more") ?? voice.appendChild(el("p", { class: "tv-more" }));
  told.textContent = fill(count === 1 ? moreLines.one : moreLines.other, { count });
}
