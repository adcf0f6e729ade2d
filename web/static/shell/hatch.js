// @ts-check
// The marks of the states as images for MapLibre; the same marks as in parts/patterns.html.

/** @typedef {"zero" | "no_data" | "withheld" | "not_applicable" | "unranked"} State */

export const STATES = /** @type {State[]} */ (["zero", "no_data", "withheld", "not_applicable", "unranked"]);
export const PIXEL_RATIO = 2;
/** Side of each tile in CSS pixels: every mark repeats in it a whole number of times, so that tiles join. */
const SIDE = 8;
const PEN = 0.5;

/** How far `at` is from the nearest multiple of `step`. @param {number} at @param {number} step */
const off = (at, step) => Math.abs(at - step * Math.round(at / step));

/** How far a place is from the middle of the mark's lines, in CSS pixels.
 * @type {Record<State, (x: number, y: number) => number>} */
const AWAY = {
  zero: (x, y) => Math.hypot(x - SIDE / 2, y - SIDE / 2) - PEN,
  no_data: (x, y) => off(x + y, SIDE) / Math.SQRT2,
  withheld: (x, y) => Math.min(off(x + y, SIDE), off(x - y, SIDE)) / Math.SQRT2,
  not_applicable: (_x, y) => off(y - 2, SIDE / 2),
  unranked: (x, y) => off(x + y, SIDE) / Math.SQRT2,
};

/** @param {string} name a colour token, six hexadecimal digits @returns {number[]} */
export function token(name) {
  const value = parseInt(getComputedStyle(document.documentElement).getPropertyValue(name).trim().slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * The image of a state in the theme that is drawn now; add it with `{ pixelRatio: PIXEL_RATIO }`. Worked out here rather
 * than drawn on a canvas: to read one back takes the browser longer than all of this.
 * @param {State} state
 * @returns {{width: number, height: number, data: Uint8ClampedArray}}
 */
export function hatch(state) {
  const side = SIDE * PIXEL_RATIO;
  // The mark of a figure without a rank lies over its colour, in the ink of letters; the others bring their own ground.
  const over = state === "unranked";
  const land = over ? token("--ink") : token("--hatch-land");
  const ink = over ? land : token("--hatch");
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i += 1) {
    const away = AWAY[state](((i % side) + 0.5) / PIXEL_RATIO, (Math.floor(i / side) + 0.5) / PIXEL_RATIO);
    const share = Math.min(1, Math.max(0, (PEN - away) * PIXEL_RATIO + 0.5));
    data.set([...land.map((part, channel) => part + (ink[channel] - part) * share), over ? 150 * share : 255], i * 4);
  }
  return { width: side, height: side, data };
}
