// The room: larger letters, a dark wall, the screen to try the last row with, and how large the room
// is. All of it is said to the server, so that every wall follows.

import { el } from "./room.js";
import { fold, folded, leave, stay } from "./fold.js";

export class Room {
  constructor(desk) {
    this.desk = desk;
    stay();
    const { room, keys } = desk.texts;
    const button = (name, act) => el("button", { type: "button", onclick: act }, name);
    this.dark = el("button", { type: "button", role: "switch", onclick: () => this.chosen(() => this.toggleDark()) }, room.dark);
    this.screen = this.metres(0.4, 10);
    this.seat = this.metres(1, 60);
    this.size = el("details", { class: "tv-fold" }, el("summary", {}, room.size), el("div", { class: "tv-grid" },
      el("label", {}, el("span", {}, room.screen), this.screen),
      el("label", {}, el("span", {}, room.seat), this.seat)), button(room.keep, () => this.keepSize()));
    this.menu = el("details", { class: "tv-menu" }, el("summary", { "aria-label": room.menu, title: room.menu }, "…"), el("div", { class: "tv-menu-list" },
      button(room.trial, () => this.trial()),
      el("div", { class: "tv-row" }, button(room.smaller, () => this.larger(-1)), button(room.larger, () => this.larger(1)), this.dark),
      button(room.alone, () => this.alone()),
      button(keys.title, () => this.chosen(() => desk.keys.overview())),
      this.size));
    document.addEventListener("pointerdown", this.outside);
    document.addEventListener("keydown", this.escape);
  }

  outside = (event) => {
    if (!event.composedPath().includes(this.menu)) this.menu.open = false;
  };

  escape = (event) => {
    if (event.key !== "Escape" || !this.menu.open) return;
    this.menu.open = false;
    this.menu.querySelector("summary").focus();
  };

  /** A number as it is written here: with a comma in Dutch. */
  metres(least, most) {
    const node = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", oninput: () => node.setCustomValidity("") });
    return Object.assign(node, { least, most });
  }

  written(value) {
    return value.toLocaleString(this.desk.data.language === "nl" ? "nl-NL" : "en-GB", { useGrouping: false });
  }

  draw({ room }) {
    if (this.desk.idle()) this.wanted = null;
    this.dark.setAttribute("aria-checked", String(room.dark));
    for (const [input, value] of [[this.screen, room.screen_height_m], [this.seat, room.farthest_seat_m]])
      if (input !== input.getRootNode().activeElement) input.value = this.written(value);
  }

  /** As it is, with what was asked a moment ago and not yet heard back. */
  now() {
    const { largest, ...room } = this.desk.state.room;
    return { ...room, ...this.wanted };
  }

  set(changes) {
    this.wanted = { ...this.wanted, ...changes };
    this.desk.command({ kind: "room_set", ...this.now() });
  }

  larger(by) {
    const larger = this.now().larger + by;
    if (larger < 0 || larger > 12 || (by > 0 && this.desk.state.room.largest)) return;
    this.set({ larger });
  }

  /** A choice from the menu closes it; only letters stay at hand, one goes on pressing those. */
  chosen(act) {
    this.menu.open = false;
    act();
  }

  toggleDark() {
    this.set({ dark: !this.now().dark });
  }

  keepSize() {
    const [screen_height_m, farthest_seat_m] = [this.screen, this.seat].map((input) => this.read(input));
    if (!screen_height_m || !farthest_seat_m) return;
    this.set({ screen_height_m, farthest_seat_m });
    this.menu.open = false;
  }

  /** The number in a field; 0, and said at the field, when it is none or out of reach. */
  read(input) {
    const value = Number(input.value.trim().replace(",", "."));
    const fits = value >= input.least && value <= input.most;
    input.setCustomValidity(fits ? "" : `${this.written(input.least)} – ${this.written(input.most)}`);
    return input.reportValidity() ? value : 0;
  }

  trial() {
    this.menu.open = false;
    this.desk.moves.beside("wall_test");
  }

  /** One-screen mode: only the wall, until the same key or Escape. */
  alone(on = !folded()) {
    this.menu.open = false;
    fold(on);
  }

  stop() {
    leave();
    document.removeEventListener("pointerdown", this.outside);
    document.removeEventListener("keydown", this.escape);
  }
}
