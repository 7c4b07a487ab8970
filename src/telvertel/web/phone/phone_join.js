// Coming in: a code from the wall, typed or pasted or scanned, a side, and a role if one likes.

import { ask, texts } from "./phone_server.js";
import { el, present } from "./room.js";

const SIDES = ["municipality", "provider", "reader"];
let scanned = "";

/** The code of the address goes out of the address at once: it is for this page, not for a history. */
function fromAddress() {
  const found = new URLSearchParams(location.hash.slice(1)).get("c");
  if (found) {
    scanned = found;
    history.replaceState(null, "", location.pathname + location.search);
  }
}

export function join(done, trouble = "") {
  fromAddress();
  const code = el("input", { id: "code", class: "code", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 9, required: true, "aria-describedby": "how" });
  const name = el("input", { id: "name", maxlength: 40, autocomplete: "off", "aria-describedby": "about-name" });
  const said = el("p", { class: "trouble", role: "alert" }, trouble);
  const unchosen = el("p", { class: "trouble", role: "alert" });
  const go = el("button", { class: "go" }, texts.go);
  const form = el(
    "form",
    {
      novalidate: true, // the browser would say it in its own language
      onsubmit: (event) => {
        event.preventDefault();
        come();
      },
    },
    ...present([
      el("p", { id: "how" }, scanned ? texts.scanned : texts.intro),
      !scanned && el("div", {}, el("label", { for: "code" }, texts.code), code),
      el("fieldset", {}, el("legend", {}, texts.side), SIDES.map((side) => el("label", { class: "choice" }, el("input", { type: "radio", name: "side", value: side, required: true, onchange: () => (unchosen.textContent = "") }), texts[side])), unchosen),
      el("div", {}, el("label", { for: "name" }, texts.name), el("small", { id: "about-name" }, texts.name_help), name),
      said,
      go,
    ]),
  );

  async function come() {
    const side = form.querySelector("[name=side]:checked")?.value;
    said.textContent = "";
    if (!side) {
      unchosen.textContent = texts.choose_side;
      form.querySelector("[name=side]").focus();
      return;
    }
    if (!scanned && !code.value.trim()) {
      said.textContent = texts.intro;
      code.focus();
      return;
    }
    go.disabled = true;
    go.textContent = texts.going;
    const told = await ask("/meedoen/kom", { code: scanned || code.value.trim(), side, name: name.value.trim() });
    go.disabled = false;
    go.textContent = texts.go;
    if (told.ok) {
      scanned = "";
      done();
      return;
    }
    const reason = told.status === 0 ? texts.unreachable : told.reason;
    if (scanned && told.status === 403) {
      // What was scanned does not hold: typing is the way left.
      scanned = "";
      document.getElementById("page").replaceChildren(...join(done, reason));
      return;
    }
    said.textContent = reason ?? texts.unreachable;
  }
  return [el("h1", {}, texts.title), form];
}
