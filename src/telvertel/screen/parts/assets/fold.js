// One-screen mode: the desk folds away and its small wall fills the window, until it comes back.
// The parts are loaded under several addresses, so the shared state hangs on globalThis.

const LEAVING_MS = 3000;
const shared = (globalThis.__telvertelFold ??= { on: false, walls: new Set() });

export const folded = () => shared.on;

export function fold(on) {
  shared.on = on;
  if (on) document.activeElement?.blur();
  for (const wall of shared.walls) apply(wall);
}

/** The desk goes; when none comes back in a moment, there is nothing to come back to. */
export function leave() {
  shared.leaving = setTimeout(() => fold(false), LEAVING_MS);
}

export const stay = () => clearTimeout(shared.leaving);

/** The small wall, whenever it is drawn: it stays as large as it was. */
export function foldable(wall) {
  for (const one of shared.walls) if (!one.isConnected) shared.walls.delete(one);
  shared.walls.add(wall);
  apply(wall);
}

const apply = (wall) => wall.classList.toggle("tv-full", shared.on);
