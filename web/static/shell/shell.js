// @ts-check
// The frame of every page: menus close as one expects, the theme changes without a new page.
import { setTheme } from "./theme.js";

// Buttons that only a page without JavaScript needs are hidden by this mark.
document.documentElement.dataset.script = "";

/** @param {Element | null} kept the menu that stays open */
function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== kept) menu.removeAttribute("open");
}

document.addEventListener("click", (event) => {
  const at = /** @type {Element} */ (event.target);
  const wanted = /** @type {HTMLElement | null} */ (at.closest("a[data-theme-to]"));
  if (wanted) {
    event.preventDefault();
    setTheme(wanted.dataset.themeTo ?? "system");
  }
  closeMenus(at.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.removeAttribute("open");
  /** @type {HTMLElement | null} */ (open.querySelector("summary"))?.focus();
  event.stopImmediatePropagation();
});

document.addEventListener("focusin", (event) => {
  closeMenus(/** @type {Element} */ (event.target).closest("details.menu"));
});
