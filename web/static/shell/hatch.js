// @ts-check
// The marks of the four states as images for MapLibre; the same marks as in parts/patterns.html.

/** @typedef {"zero" | "no_data" | "withheld" | "not_applicable"} State */

export const STATES = /** @type {State[]} */ (["zero", "no_data", "withheld", "not_applicable"]);
export const PIXEL_RATIO = 2;
/** Side of each tile in CSS pixels: a whole number of repeats, so that tiles join. */
const SIDE = { zero: 8, no_data: 8, withheld: 8, not_applicable: 8 };

/** @type {Record<State, (pen: CanvasRenderingContext2D) => void>} */
const DRAW = {
  zero: (pen) => {
    pen.arc(4, 4, 1, 0, 7);
    pen.fill();
  },
  no_data: (pen) => lines(pen, [[-2, 2, 2, -2], [-2, 10, 10, -2], [6, 10, 10, 6]]),
  withheld: (pen) => lines(pen, [[-1, -1, 9, 9], [9, -1, -1, 9]]),
  not_applicable: (pen) => lines(pen, [[0, 2, 8, 2], [0, 6, 8, 6]]),
};

/** @param {CanvasRenderingContext2D} pen @param {number[][]} strokes from x, y to x, y */
function lines(pen, strokes) {
  for (const [x0, y0, x1, y1] of strokes) {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  }
  pen.stroke();
}

/**
 * The image of a state in the theme that is drawn now; add it with `{ pixelRatio: PIXEL_RATIO }`.
 * @param {State} state
 * @returns {ImageData}
 */
export function hatch(state) {
  const side = SIDE[state] * PIXEL_RATIO;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  // Read back at once, so it is drawn where it is read: a trip to the graphics card and back takes seconds without one.
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  const token = (/** @type {string} */ name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  pen.fillStyle = token("--hatch-land");
  pen.fillRect(0, 0, side, side);
  pen.scale(PIXEL_RATIO, PIXEL_RATIO);
  pen.fillStyle = pen.strokeStyle = token("--hatch");
  pen.lineWidth = 1;
  pen.beginPath();
  DRAW[state](pen);
  return pen.getImageData(0, 0, side, side);
}
