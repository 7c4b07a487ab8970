// Nothing is drawn outside the frame: what does not fit at the size the last row needs gives way,
// whole parts in a fixed order, then the size itself, and never a line through its letters.

// Per view what may go, the first to go first; a line of the trial keeps its letter.
const GIVES_WAY = {
  welcome: [".tv-welcome-last", ".tv-rules", ".tv-welcome-purpose", ".tv-columns ul", ".tv-columns"],
  agenda: [".tv-balance", ".tv-agenda-side"],
  item: [".tv-agreement .tv-needs"],
  last_agreements: [".tv-alternative", ".tv-needs", ".tv-further"],
  read_back: [".tv-alternative"],
  learning: [".tv-last-step", ".tv-pilot"],
  preconditions: [".tv-pair-owner", ".tv-pair-told p", ".tv-board-foot"],
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

export function fit(page, view) {
  for (const line of page.querySelectorAll(".tv-trial-line")) if (!inside(line, letter(page))) line.lastChild.remove();
  const goal = page.querySelector(".tv-goal");
  if (goal && !inside(goal, 0)) goal.style.whiteSpace = "normal"; // whole on two lines, not cut on one
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
  page.querySelectorAll(".tv-voices").forEach((one) => wholeLines(one, letter(page)));
}

/** What would be sliced at the bottom goes whole. */
function wholeLines(voices, size) {
  if (inside(voices, size / 4)) return;
  const bottom = voices.getBoundingClientRect().bottom + size / 4;
  for (const line of [...voices.querySelectorAll(".tv-voice > *")].reverse())
    if (line.getBoundingClientRect().bottom > bottom) line.remove();
}
