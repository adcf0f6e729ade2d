// Whether a figure fits into its zone: the zoom from which on it does.

const EARTH_M = 40075016.686;
const TILE_PX = 512;
/** How wide a character is, as a share of the letter size: a Chinese one is a full square. */
const WIDE = 1.02;
const NARROW = 0.56;
const MARGIN_PX = 3;

/** @param {string} text @param {number} size_px @returns {number} about how wide it is drawn, in pixels */
export function widthOf(text, size_px) {
  let width = 0;
  for (const character of text) width += (character.charCodeAt(0) > 0x2e7f ? WIDE : NARROW) * size_px;
  return width;
}

/** @param {number} lat @param {number} zoom @returns {number} pixels a metre */
export const pixelsPerMetre = (lat, zoom) => (TILE_PX * 2 ** zoom) / (EARTH_M * Math.cos((lat * Math.PI) / 180));

/**
 * The zoom from which on lines of text fit into a circle of `room_m` metres.
 * @param {string[]} lines @param {number} size_px @param {number} room_m @param {number} lat
 * @returns {number} 99 where it never fits
 */
export function fitsFrom(lines, size_px, room_m, lat) {
  if (!(room_m > 0)) return 99;
  const half = Math.max(...lines.map((line) => widthOf(line, size_px))) / 2 + MARGIN_PX;
  const tall = (lines.length * size_px * 1.2) / 2;
  return Math.log2(Math.hypot(half, tall) / (room_m * pixelsPerMetre(lat, 0)));
}
