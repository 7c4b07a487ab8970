// What is said of a text in which somebody may be recognised, the same in every form: why, a rewriting
// to take over with one key, and that the check misses things. Nothing is rewritten by itself.

import { el } from "./room.js";

/** Whether this is the key that takes a proposal over. */
export const takes = (event) => event.code === "KeyV" && event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey;

/** Why, one paragraph for each; a sentence that holds for several stands once. What to do in general is
 *  told where there is no proposal. */
export function why(concerns, proposals = {}) {
  const told = concerns.map((one) => [one.sentence, !proposals[one.field ?? "text"] && one.suggestion].filter(Boolean).join(" "));
  return [...new Set(told)].map((text) => el("p", {}, text));
}

/** The proposal and its button; null where there is none. */
export function proposed(told, text, take) {
  return text && el("p", { class: "tv-proposal" }, el("b", {}, `${told.proposal_title}: `), el("q", {}, text), " ",
    el("button", { type: "button", class: "tv-primary", onclick: take }, told.take_over));
}

export const misses = (told) => told.misses && el("p", {}, el("small", {}, told.misses));
