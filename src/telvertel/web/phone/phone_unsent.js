// Words that were typed and never sent, while they are not asked any more: handed back, never lost.

import { texts } from "./phone_server.js";
import { el, kept } from "./room.js";

/** One panel per field on this device that is not `asked` now, until somebody wipes it. */
export function unsent(data, asked) {
  const others = kept.fields(data).filter((field) => field !== asked && field !== `${asked}.outbox`);
  return others.map((field) => panel(data, field)).filter(Boolean);
}

function panel(data, field) {
  const words = wordsOf(field, kept.read(data, field));
  if (!words.length) {
    kept.settle(data, field);
    return null;
  }
  const node = el("section", { class: "panel" }, el("p", {}, texts.unsent), words.map((text) => el("blockquote", {}, text)));
  const wipe = () => {
    kept.settle(data, field);
    node.remove();
  };
  node.append(el("button", { type: "button", onclick: wipe }, texts.wipe));
  return node;
}

/** A line, the lines on their way, or what a side expected; where somebody stood has no words. */
function wordsOf(field, held) {
  if (field.startsWith("round.")) return (Array.isArray(held) ? held : [held]).map((one) => one?.text?.trim()).filter(Boolean);
  if (!field.startsWith("prediction.")) return [];
  const { direction, value, why } = held?.said ?? {};
  const told = [texts[direction], value?.trim(), why?.trim()].filter(Boolean).join(" · ");
  return told ? [told] : [];
}
