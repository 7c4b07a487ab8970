// The time of the stage, silently; two more minutes, and from whom; a new division after a late start.

import { changed } from "./changed.js";
import { el, fill, now } from "./room.js";

export class Time {
  constructor(desk) {
    this.desk = desk;
    const { texts } = desk;
    this.fill = el("span", { class: "tv-bar-fill" });
    this.left = el("span", { class: "tv-left" });
    this.bar = el("div", { class: "tv-bar" }, this.fill, this.left);
    this.more = el("button", { type: "button", "aria-expanded": "false", onclick: () => this.ask(this.givers.hidden) }, texts.time.more);
    this.givers = el("div", { class: "tv-givers", role: "group", "aria-label": texts.time.from, hidden: true });
    this.offer = el("div", { class: "tv-offer", hidden: true });
    this.node = el("div", { class: "tv-time" }, this.offer, el("div", { class: "tv-row" }, this.bar, this.more), this.givers);
    const tick = setInterval(() => this.drawClock(), 1000);
    this.stop = () => clearInterval(tick);
  }

  draw({ gives, offer, sealed }) {
    this.drawClock();
    this.more.hidden = !gives.length || sealed;
    if (this.more.hidden) this.ask(false);
    if (changed(this.givers, gives)) this.drawGivers(gives);
    this.drawOffer(offer);
  }

  drawGivers(gives) {
    const { texts } = this.desk;
    this.givers.replaceChildren(
      el("span", {}, texts.time.from),
      ...gives.map((one) => el("button", { type: "button", onclick: () => this.give(one.minutes) }, one.name)),
      el("button", { type: "button", onclick: () => this.ask(false) }, texts.cancel),
    );
  }

  ask(open) {
    this.givers.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
  }

  give(minutes) {
    this.ask(false);
    this.desk.command({ kind: "minutes_set", minutes });
  }

  drawOffer(offer) {
    const told = JSON.stringify(offer);
    this.offer.hidden = !offer || told === this.declined;
    if (this.offer.hidden || !changed(this.offer, offer)) return;
    const { texts } = this.desk;
    this.offer.replaceChildren(
      el("p", {}, `${offer.text}:`),
      el("ul", {}, offer.plan.map((line) => el("li", {}, line))),
      el("p", { class: "tv-acts" },
        el("button", { type: "button", class: "tv-primary", onclick: () => this.give(offer.minutes) }, texts.time.divide),
        el("button", { type: "button", onclick: () => { this.declined = told; this.offer.hidden = true; } }, texts.cancel)),
    );
  }

  drawClock() {
    const { state, texts } = this.desk;
    const clock = state?.clock;
    this.bar.hidden = !clock?.since;
    if (!clock?.since) return;
    const spent = (now() - Date.parse(clock.since)) / 1000;
    this.fill.style.width = `${Math.max(0, Math.min(100, (100 * spent) / clock.seconds))}%`;
    const minutes = Math.ceil(Math.abs(clock.seconds - spent) / 60);
    this.left.textContent = fill(spent > clock.seconds ? texts.time_over : texts.time_left, { minutes });
  }
}
