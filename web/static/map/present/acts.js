// The buttons above the map: copy the address, present, print. They need modules, so they appear with them.

/** @param {string} text @returns {Promise<boolean>} whether it lies on the clipboard */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** On an intranet without TLS there is no clipboard to write to; a selected field can still be copied.
 * @param {string} text @returns {boolean} */
function copySelected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** @param {HTMLElement} root @param {Record<string, () => void>} acts by the button's `data-act` @returns {() => void} how to undo it */
export function connectActs(root, acts) {
  /** @param {Event} event */
  const clicked = (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-act]");
    if (button instanceof HTMLElement) acts[button.dataset.act ?? ""]?.();
  };
  for (const button of root.querySelectorAll("[data-act]")) button.removeAttribute("hidden");
  root.addEventListener("click", clicked);
  return () => root.removeEventListener("click", clicked);
}
