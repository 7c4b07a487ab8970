// The page around the desk: less white under the menu, so that the desk fits a low screen, and
// nothing that is brought into view ends up under that menu.

const MENU = "4.5rem";
const RULES = `[data-testid="stMainBlockContainer"] { padding-top: ${MENU} !important; } [data-testid="stMain"] { scroll-padding-top: ${MENU}; }`;

/** While the desk is there; returns a function that ends it. */
export function lessWhite() {
  const style = document.createElement("style");
  style.textContent = RULES;
  document.head.append(style);
  return () => style.remove();
}
