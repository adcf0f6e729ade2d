// Paper is light: a dark map is drawn anew in the light theme before it is printed, and dark again afterwards.
import { theme } from "../../shell/theme.js";

/** @param {() => Promise<unknown>} drawn resolves when every map on show stands in the theme that holds */
export async function printLight(drawn) {
  const root = document.documentElement;
  if (theme() === "light") return print();
  const own = root.dataset.theme;
  root.dataset.theme = "light";
  // Who follows the theme hears of it after this turn.
  await new Promise((done) => setTimeout(done));
  await drawn();
  print();
  if (own === undefined) delete root.dataset.theme;
  else root.dataset.theme = own;
}

/** The browser's own key for printing takes the same way. @param {() => void} act */
export function onPrintKey(act) {
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}
