// What every part of ours shares: one WebSocket per page that follows the meeting, saying things to
// the server, and the store on the device for words that are not on disk yet.
// The parts are loaded under several addresses, so the shared state hangs on globalThis.

const shared = (globalThis.__telvertel ??= { follows: new Map(), pictures: new Map(), unkept: new Map(), forms: new Map() });

/** The forms on the page by name, so that the desk can open one. */
export const { forms } = shared;

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 8000;
const FRESH_MS = 4000;
const SILENT_MS = 25_000; // the server gives a sign of life at least every 20 s
const REFUSED = 1008; // the WebSocket code for "not allowed"
const NO_SESSION = 401; // and asking for the page anew brings one

/** crypto.randomUUID needs a secure context; 127.0.0.1 is one, and phones come with TLS. */
export const newId = () =>
  globalThis.crypto?.randomUUID?.() ??
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${Math.random().toString(36).slice(2)}`;

/**
 * An operation that says by itself which came later on this device: it counts on, whatever becomes
 * of the clock, and from what the server heard when the store came back as it was before.
 */
export function nextOp() {
  shared.count = Math.max(shared.count ?? 0, Number(stored("count")) || 0) + 1;
  store("count", shared.count);
  return `${shared.count.toString(36).padStart(8, "0")}.${newId()}`;
}

const turn = (op) => (/^[0-9a-z]{8}\./.test(op ?? "") ? parseInt(op, 36) : NaN);

function stored(name) {
  try {
    return localStorage.getItem(`telvertel.${name}`);
  } catch {
    return null; // a forbidden store holds nothing
  }
}

function store(name, value) {
  try {
    localStorage.setItem(`telvertel.${name}`, value);
  } catch {
    // full or forbidden: as long as this page is open
  }
}

const headers = (ticket) => ({
  "content-type": "application/json",
  "x-telvertel": "1",
  "x-telvertel-ticket": ticket,
});

/**
 * A part is {data, tell}: what the last script run gave it, and how to ask for another run. Every
 * run brings a fresh ticket, so a part takes what is new even when it draws nothing anew.
 */
export function take(part, data, tell) {
  Object.assign(part, { data, tell });
  part.came?.();
}

/**
 * What to give back to Streamlit: it cleans up at script runs too, and calls again at the same
 * place. A part stops only when its place is gone; else it would take the box from under a hand.
 */
export const whenGone = (host, stop) => () => {
  for (const wait of [0, 1000]) setTimeout(() => host.isConnected || stop(), wait);
};

/** Ask for a script run and wait for the ticket it brings, but not for ever. */
function freshTicket(part) {
  part.fresh ??= new Promise((done) => {
    const late = setTimeout(() => part.came(), FRESH_MS);
    part.came = () => {
      clearTimeout(late);
      part.fresh = part.came = null;
      done();
    };
    part.tell("expired", { at: newId() });
  });
  return part.fresh;
}

const noTicket = (status) => status === 401 || status === 403;

/** Whether it was the server or the way to it that failed, so that the same may be tried again. */
export const failed = ({ status }) => status === 0 || status >= 500;

/**
 * Follow a meeting: call back with every state the server sends, the last one at once.
 * Several parts on a page share one socket. A lost connection keeps the last state; the callback
 * for `lost` hears about it, so that the desk can say so and the wall can stay as it is.
 * What stands beside the scene (how far a silent round is, how to take part) comes to `onBeside`.
 * Returns a function that stops following.
 */
export function follow(part, onState, onLost = () => {}, onBeside = () => {}) {
  const address = place(part.data);
  let one = shared.follows.get(address);
  if (!one) {
    one = { listeners: new Set(), last: null, lost: false, retry: RETRY_FIRST_MS };
    shared.follows.set(address, one);
  }
  const listener = { part, onState, onLost, onBeside };
  one.listeners.add(listener);
  if (!one.socket) connect(one);
  if (one.last) onState(one.last);
  if (one.beside) onBeside(one.beside);
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

function connect(one) {
  if (one.ended) return;
  const part = latest(one);
  const { meeting, language, ticket = "" } = part.data;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const query = new URLSearchParams({ meeting, lang: language });
  const socket = new WebSocket(`${scheme}://${location.host}/api/follow?${query}`);
  one.socket = socket;
  let left = false;
  const leave = async (code) => {
    if (left) return;
    left = true;
    clearTimeout(one.silence);
    socket.close();
    if (one.ended) return;
    tellLost(one, true);
    if (code === REFUSED || (one.opened !== socket && (await ticketRefused(part.data)))) await freshTicket(latest(one));
    setTimeout(() => connect(one), one.retry);
    one.retry = Math.min(one.retry * 2, RETRY_LAST_MS);
  };
  // A way that breaks off without a word, as wifi and a sleeping laptop do, is known by its silence.
  const listen = () => {
    clearTimeout(one.silence);
    if (!left) one.silence = setTimeout(() => leave(0), SILENT_MS);
  };
  listen();
  socket.onmessage = (message) => {
    if (left) return;
    listen();
    const state = JSON.parse(message.data);
    if (state.at) shared.ahead = Date.parse(state.at) - Date.now();
    one.retry = RETRY_FIRST_MS;
    tellLost(one, false);
    if (state.ping) return;
    if (state.beside) {
      one.beside = state.beside;
      for (const { onBeside } of [...one.listeners]) onBeside(state.beside);
      return;
    }
    one.last = state;
    for (const { onState } of [...one.listeners]) onState(state);
  };
  socket.onopen = () => {
    one.opened = socket;
    socket.send(JSON.stringify({ ticket })); // not in the address: addresses stand in logs
  };
  socket.onclose = ({ code }) => leave(code);
}

/** What time it is at the server, in milliseconds: the clock of this machine may differ. */
export const now = () => Date.now() + (shared.ahead ?? 0);

/** The part that came last; when all have gone for a moment, the last one that was there. */
const latest = (one) => (one.part = [...one.listeners].at(-1)?.part ?? one.part);

/**
 * A socket that never opened does not say why; asking for nothing at all does. Where nobody logs in
 * the page brings a session by itself, so that asking for it anew is all there is to do.
 */
async function ticketRefused({ meeting, ticket }) {
  const query = new URLSearchParams({ meeting, since: 999999999999 });
  const answer = await fetch(`/api/lines?${query}`, { headers: headers(ticket) }).catch(() => null);
  if (answer?.status === NO_SESSION) location.reload();
  return noTicket(answer?.status);
}

function tellLost(one, lost) {
  if (one.lost === lost) return;
  one.lost = lost;
  for (const { onLost } of [...one.listeners]) onLost(lost);
}

/**
 * Say something to the server. Resolves to {ok, status, ...answer}; status 0 means that the server
 * could not be reached. `keepalive` lets the last words out while the page is closing. When the
 * ticket is refused a fresh one is asked for, and the same is said once more.
 */
export async function say(part, message, { keepalive = false } = {}) {
  const saying = { op: newId(), ...message };
  const told = await post(part.data, saying, keepalive);
  if (!noTicket(told.status) || keepalive) return told;
  await freshTicket(part);
  return post(part.data, saying, keepalive);
}

/**
 * What was typed last in a field: the words on the device, unless the server heard those and has
 * others since, or heard later ones from this very device. A browser that is killed may come back
 * with its store as it was a while before. Which came later the operations say, never a clock.
 */
export function lastWords(data, name, field) {
  const here = kept.read(data, name);
  const [op, by] = data.drafted?.[field] ?? [];
  if (by === device()) shared.count = Math.max(shared.count ?? 0, turn(op) || 0);
  if (!here || !op || op === here.op) return here;
  const heard = stored(`heard.${data.meeting}.${field}`) === here.op;
  const later = by === device() && turn(op) > turn(here.op);
  return heard || later ? null : here;
}

/** Field → text of all drafts as the server has them; null when it could not be asked. */
export async function drafts({ data: { meeting, ticket } }) {
  const query = new URLSearchParams({ meeting, since: 999999999999 });
  const answer = await fetch(`/api/lines?${query}`, { headers: headers(ticket) }).catch(() => null);
  return answer?.ok ? (await answer.json()).drafts : null;
}

async function post({ meeting, ticket, language }, saying, keepalive) {
  const stop = AbortSignal.timeout(5000);
  try {
    const answer = await fetch("/api/lines", {
      method: "POST",
      headers: headers(ticket),
      body: JSON.stringify({ meeting, device: device(), lang: language, ...saying }),
      keepalive,
      signal: stop,
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && saying.draft) store(`heard.${meeting}.${saying.draft.field}`, saying.op);
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

/**
 * Words on the device: kept at every keystroke, removed once they are on disk at the server.
 * `whose` is the data of a part: what one role or side typed is never given to another.
 */
export const kept = {
  key: ({ meeting, role, side }, field) => `telvertel.draft.${meeting}.${role}.${side ?? ""}.${field}`,
  read(whose, field) {
    const key = this.key(whose, field);
    if (shared.unkept.has(key)) return shared.unkept.get(key);
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  },
  write(whose, field, value) {
    const key = this.key(whose, field);
    try {
      localStorage.setItem(key, JSON.stringify(value));
      shared.unkept.delete(key);
    } catch {
      shared.unkept.set(key, value); // a full or forbidden store: as long as this page is open
    }
  },
  /** The fields in which something of somebody is kept. */
  fields(whose) {
    const start = this.key(whose, "");
    let stored = [];
    try {
      stored = Object.keys(localStorage);
    } catch {
      // A forbidden store: only what this page holds itself.
    }
    const keys = new Set([...stored, ...shared.unkept.keys()]);
    return [...keys].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  },
  /** Remove, but only when nothing newer was typed since `op`. */
  settle(whose, field, op) {
    const now = this.read(whose, field);
    if (op && now?.op !== op) return;
    shared.unkept.delete(this.key(whose, field));
    try {
      localStorage.removeItem(this.key(whose, field));
    } catch {
      // A forbidden store holds nothing.
    }
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
export const present = (children) => children.flat(Infinity).filter((child) => child || child === 0);

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
