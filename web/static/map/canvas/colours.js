// The page's colour tokens, as the map needs them: plain values, read again when the theme changes.

/** @typedef {{classes: string[], onClasses: string[], ink: string, paper: string, border: string, rim: string, point: string, onPoint: string}} Colours */

/** @param {Element} board where the ramp is spread over the number of classes @param {number} classes @returns {Colours} */
export function readColours(board, classes) {
  const style = getComputedStyle(board);
  const token = (/** @type {string} */ name, /** @type {string} */ otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const ramp = (/** @type {string} */ name) => Array.from({ length: classes }, (_, i) => token(`${name}${i}`, "#808080"));
  return {
    classes: ramp("--c"),
    onClasses: ramp("--on-c"),
    ink: token("--chosen", "#172023"),
    paper: token("--casing", "#ffffff"),
    border: token("--border", "#2b3a3e"),
    rim: `${token("--border", "#2b3a3e")}80`,
    point: token("--point", "#b3246b"),
    onPoint: token("--on-point", "#ffffff"),
  };
}
