// What every part of ours shares: one WebSocket per page that follows the meeting, saying things to
// the server, and the store on the device for words that are not on disk yet.
// The parts are loaded under several addresses, so the shared state hangs on globalThis.

const shared = (globalThis.__telvertel ??= { follows: new Map(), pictures: new Map() });

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 8000;

/** crypto.randomUUID needs a secure context; 127.0.0.1 is one, and phones come with TLS. */
export const newId = () =>
  globalThis.crypto?.randomUUID?.() ??
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${Math.random().toString(36).slice(2)}`;

const headers = (ticket) => ({
  "content-type": "application/json",
  "x-telvertel": "1",
  "x-telvertel-ticket": ticket,
});

/**
 * Follow a meeting: call back with every state the server sends, the last one at once.
 * Several parts on a page share one socket. A lost connection keeps the last state; the callback
 * for `lost` hears about it, so that the desk can say so and the wall can stay as it is.
 * Returns a function that stops following.
 */
export function follow({ meeting, ticket, language, role }, onState, onLost = () => {}) {
  const address = place({ meeting, language, role });
  let one = shared.follows.get(address);
  if (!one) {
    one = { listeners: new Set(), last: null, lost: false, retry: RETRY_FIRST_MS, ticket };
    shared.follows.set(address, one);
    connect(one, { meeting, language });
  }
  one.ticket = ticket;
  const listener = { onState, onLost };
  one.listeners.add(listener);
  if (one.last) onState(one.last);
  return () => {
    one.listeners.delete(listener);
    // Parts come and go with each script run; close only when nobody has come back.
    setTimeout(() => {
      if (one.listeners.size || shared.follows.get(address) !== one) return;
      shared.follows.delete(address);
      one.ended = true;
      one.socket?.close();
    }, 2000);
  };
}

/** What a part shows. The ticket is not in it: each script run brings a fresh one. */
export const place = ({ meeting, language, role }) => `${meeting}|${language}|${role}`;

function connect(one, { meeting, language }) {
  if (one.ended) return;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const query = new URLSearchParams({ meeting, ticket: one.ticket, lang: language });
  const socket = new WebSocket(`${scheme}://${location.host}/api/follow?${query}`);
  one.socket = socket;
  socket.onmessage = (message) => {
    const state = JSON.parse(message.data);
    one.retry = RETRY_FIRST_MS;
    tellLost(one, false);
    if (state.ping) return;
    one.last = state;
    for (const { onState } of [...one.listeners]) onState(state);
  };
  socket.onclose = () => {
    if (one.ended) return;
    tellLost(one, true);
    setTimeout(() => connect(one, { meeting, language }), one.retry);
    one.retry = Math.min(one.retry * 2, RETRY_LAST_MS);
  };
}

function tellLost(one, lost) {
  if (one.lost === lost) return;
  one.lost = lost;
  for (const { onLost } of [...one.listeners]) onLost(lost);
}

/**
 * Say something to the server. Resolves to {ok, status, ...answer}; status 0 means that the server
 * could not be reached. `keepalive` lets the last words out while the page is closing.
 */
export async function say({ meeting, ticket, language }, message, { keepalive = false } = {}) {
  const stop = AbortSignal.timeout(5000);
  try {
    const answer = await fetch("/api/lines", {
      method: "POST",
      headers: headers(ticket),
      body: JSON.stringify({ op: newId(), meeting, device: device(), lang: language, ...message }),
      keepalive,
      signal: stop,
    });
    const told = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, ...told };
  } catch {
    return { ok: false, status: 0 };
  }
}

/** One id per browser, so that the same person on two devices is told apart. */
export function device() {
  try {
    let known = localStorage.getItem("telvertel.device");
    if (!known) localStorage.setItem("telvertel.device", (known = newId()));
    return known;
  } catch {
    return "";
  }
}

/** Words on the device: kept at every keystroke, removed once they are on disk at the server. */
export const kept = {
  key: (meeting, field) => `telvertel.draft.${meeting}.${field}`,
  read(meeting, field) {
    try {
      return JSON.parse(localStorage.getItem(this.key(meeting, field)) ?? "null");
    } catch {
      return null;
    }
  },
  write(meeting, field, value) {
    try {
      localStorage.setItem(this.key(meeting, field), JSON.stringify(value));
    } catch {
      // A full or forbidden store: the words still go to the server at the next pause.
    }
  },
  /** Remove, but only when nothing newer was typed since `op`. */
  settle(meeting, field, op) {
    const now = this.read(meeting, field);
    if (!op || now?.op === op) localStorage.removeItem(this.key(meeting, field));
  },
};

/** A picture as an SVG element, fetched once per key. Resolves to null when it is not to be had. */
export function picture(key, ticket) {
  if (!shared.pictures.has(key)) {
    shared.pictures.set(
      key,
      fetch(`/api/picture/${key}`, { headers: headers(ticket) })
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        .then(safeSvg)
        .catch(() => {
          shared.pictures.delete(key);
          return null;
        }),
    );
    while (shared.pictures.size > 60) shared.pictures.delete(shared.pictures.keys().next().value);
  }
  return shared.pictures.get(key).then((svg) => svg && svg.cloneNode(true));
}

function safeSvg(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  for (const node of svg.querySelectorAll("script, foreignObject")) node.remove();
  return document.importNode(svg, true);
}

/** What is really there of a list of children: "condition && child" may leave a false behind. */
export const present = (children) => children.flat().filter((child) => child || child === 0);

/** An element with text and children; texts from people only ever become text nodes. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...present(children));
  return node;
}

/** Fill the facts of a sentence: fill("Opgeslagen {time}", {time: "14:32"}). */
export const fill = (sentence, facts) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
