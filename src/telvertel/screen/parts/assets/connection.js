// The server is away: one bar of ours on top of the page, in the language of the room, in place of
// the dialog of the framework. That one is in English, and takes the words from under a hand.

const NAME = "data-test-connection-state"; // on the app, by the framework
const DIALOG = '[data-testid="stDialog"]';
const SOON_MS = 300;
const shared = (globalThis.__telvertelConnection ??= { parts: new Set() });

/** Say so while a part of ours is on the page; returns a function that stops it. */
export function watchConnection(text) {
  const part = { text };
  shared.parts.add(part);
  if (!shared.watching) start();
  look();
  return () => {
    shared.parts.delete(part);
    setTimeout(look, 2000); // parts come and go with each script run
  };
}

function start() {
  shared.bar = document.createElement("div");
  shared.bar.setAttribute("role", "alert");
  shared.bar.className = "tv-connection";
  shared.bar.style.cssText = "position:fixed;inset:0 0 auto 0;z-index:1000001;padding:.7rem 1.2rem;background:#7a2e00;color:#fff;font:600 1.05rem/1.4 'Source Sans',sans-serif;text-align:center";
  shared.style = document.createElement("style");
  shared.style.textContent = `${DIALOG} { display: none !important; }`;
  const soon = () => (shared.later ??= setTimeout(() => ((shared.later = null), look()), SOON_MS));
  shared.watching = new MutationObserver((changes) => {
    if (changes.some(({ target, type }) => type === "attributes" || target === document.body)) look();
    else soon();
  });
  shared.watching.observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: [NAME] });
  shared.watching.observe(document.body, { childList: true });
}

/** Whether the framework is without its server. */
function away() {
  const state = document.querySelector(`[${NAME}]`)?.getAttribute(NAME);
  return Boolean(state) && state !== "CONNECTED" && state !== "INITIAL";
}

function look() {
  const text = [...shared.parts].at(-1)?.text;
  if (!text || !away()) {
    shared.bar?.remove();
    shared.style?.remove();
    return;
  }
  if (shared.bar.textContent !== text) shared.bar.textContent = text;
  if (!shared.bar.isConnected) document.body.append(shared.bar);
  if (!shared.style.isConnected) document.head.append(shared.style);
  // Hidden is not enough: it makes the rest of the page deaf until it is closed.
  document.querySelector(`${DIALOG} [role="dialog"] button`)?.click();
}
