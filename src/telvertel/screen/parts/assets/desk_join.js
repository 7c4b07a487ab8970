// Deelnemen at the desk: the code with its QR code, who takes part, and how to remove somebody.

import { post } from "./desk_post.js";
import { el, fill, follow, place, say, take, whenGone } from "./room.js";
import { qr } from "./wall_rounds.js";

export default function joining({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tv-joining");
  const address = place(data);
  if (host.tvJoining?.address === address) {
    take(host.tvJoining, data, setTriggerValue);
    return whenGone(host, host.tvJoining.stop);
  }
  host.tvJoining?.stop();
  host.tvJoining = Object.assign(new Joining(host, data, setTriggerValue), { address });
  return whenGone(host, host.tvJoining.stop);
}

class Joining {
  constructor(host, data, tell) {
    Object.assign(this, { host, data, tell, texts: data.texts });
    this.status = el("output", { class: "tv-status", "aria-live": "polite" });
    this.how = el("div", {}, el("p", {}, this.texts.loading));
    this.people = el("div", {});
    host.replaceChildren(this.how, this.status, this.people);
    const unfollow = follow(this, ({ scene }) => (this.back = scene?.rounds?.back ?? this.back), () => {}, (beside) => this.draw(beside));
    this.stop = () => {
      unfollow();
      host.tvJoining = null;
    };
  }

  draw({ join, people, few, least }) {
    if (people === undefined) {
      this.how.replaceChildren(el("p", {}, this.texts.off));
      this.people.replaceChildren();
      return;
    }
    // Nothing is drawn anew under a hand.
    const told = JSON.stringify([join, people, few]);
    if (told === this.drawn) return;
    this.drawn = told;
    this.how.replaceChildren(this.code(join));
    this.people.replaceChildren(...this.list(people), ...few.map((side) => el("p", { class: "tv-hint" }, fill(this.texts.few, { side, least }))));
  }

  code(how) {
    const { texts } = this;
    const renew = el("button", { type: "button", class: how ? "" : "tv-primary", onclick: () => this.command({ action: "renew" }) }, how ? texts.new_code : texts.first_code);
    if (!how) return el("div", { class: "tv-row" }, el("span", {}, texts.no_code), renew);
    return el(
      "div",
      { class: "tv-join-desk" },
      qr(how.qr, texts.qr_label),
      el(
        "div",
        {},
        el("p", {}, el("small", {}, texts.address), el("b", {}, how.address)),
        el("p", {}, el("small", {}, texts.code), el("b", { class: "tv-join-pin" }, how.code)),
        el("p", {}, fill(texts.until, { time: how.until })),
        el("div", { class: "tv-row" },
          el("button", { type: "button", class: "tv-primary", onclick: () => this.show({ kind: "shown", view: "join" }) }, texts.show),
          el("button", { type: "button", onclick: () => this.show(this.back) }, texts.back),
          renew),
      ),
    );
  }

  list(people) {
    const { texts } = this;
    return [
      el("h3", {}, `${texts.people} (${people.length})`),
      people.length
        ? el("ul", { class: "tv-people" }, people.map((one) => {
            const who = [one.side, one.name].filter(Boolean).join(" · ");
            return el("li", {}, el("span", {}, who, el("small", {}, fill(texts.since, { time: one.since }))),
              el("button", { type: "button", "aria-label": fill(texts.remove_name, { who }), onclick: () => this.command({ action: "remove", session: one.id }) }, texts.remove));
          }))
        : el("p", {}, texts.nobody),
    ];
  }

  async show(body) {
    if (body) this.said(await say(this, { body }));
  }

  async command(message) {
    this.said(await post(this.data, "/api/joining", message));
  }

  said(told) {
    this.status.textContent = told.ok ? "" : fill(this.texts.refused, { reason: told.reason ?? told.status });
  }
}
