// @ts-check
// Light and dark: what holds now, who wants to hear of a change, and the switch in the menu.

/** @typedef {"light" | "dark"} Theme */

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const YEAR_S = 31536000;

/** @returns {Theme} the theme that is drawn now */
export function theme() {
  const own = root.dataset.theme;
  if (own === "light" || own === "dark") return own;
  return system.matches ? "dark" : "light";
}

/**
 * Calls `hear` whenever the drawn theme changes.
 * @param {(now: Theme) => void} hear
 * @returns {() => void} stops listening
 */
export function onTheme(hear) {
  let last = theme();
  const look = () => {
    if (theme() === last) return;
    last = theme();
    hear(last);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(root, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", look);
  return () => {
    watcher.disconnect();
    system.removeEventListener("change", look);
  };
}

/** @param {string} wanted light, dark or system */
export function setTheme(wanted) {
  if (wanted === "system") delete root.dataset.theme;
  else root.dataset.theme = wanted;
  document.cookie = `xunge_theme=${wanted}; path=/; max-age=${YEAR_S}; samesite=lax`;
  for (const link of document.querySelectorAll("a[data-theme-to]"))
    if (/** @type {HTMLElement} */ (link).dataset.themeTo === wanted) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
}
