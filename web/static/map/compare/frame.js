// What was in sight of one map stays in sight of two, which are half as wide, and of one again.

const PADDING_PX = 16;
const TITLE_PX = 44;

/** @typedef {import("../canvas/grid_map.js").GridMap} GridMap */
/** @typedef {[number, number, number, number]} Box west, south, east, north */
/** @typedef {{top: number, right: number, bottom: number, left: number}} Room what is kept free on each side, in pixels */

/**
 * The land that a map shows: its window, without the empty rim round the town.
 * @param {Box} window @param {Box | null} town @returns {Box} the window itself where it shows none of the town
 */
export function inSight(window, town) {
  if (!town) return window;
  const [west, south, east, north] = town;
  const seen = /** @type {Box} */ ([Math.max(window[0], west), Math.max(window[1], south), Math.min(window[2], east), Math.min(window[3], north)]);
  return seen[0] < seen[2] && seen[1] < seen[3] ? seen : window;
}

/**
 * The two ways to keep clear of legends that lie over the maps: beside the widest, or above the tallest.
 * @param {{width: number, height: number}[]} legends @param {number} foot how far above the map's lower edge they stand
 * @returns {Room[]}
 */
export function rooms(legends, foot) {
  const all = { top: TITLE_PX + PADDING_PX, right: PADDING_PX, bottom: PADDING_PX, left: PADDING_PX };
  if (!legends.length) return [all];
  const width = Math.max(...legends.map((legend) => legend.width));
  const height = Math.max(...legends.map((legend) => legend.height));
  return [{ ...all, left: width + 2 * PADDING_PX }, { ...all, bottom: height + foot + PADDING_PX }];
}

export class Frame {
  /** Remembers what the map shows, before it becomes narrower. @param {GridMap} grid @param {Box | null} town */
  constructor(grid, town) {
    const [[west, south], [east, north]] = /** @type {[[number, number], [number, number]]} */ (grid.map.getBounds().toArray());
    this.grid = grid;
    this.seen = inSight([west, south, east, north], town);
    this.before = this.after = grid.camera;
  }

  /** Show the same land, as large as one of the rooms allows. @param {Room[]} offered */
  fit(offered) {
    const { map } = this.grid;
    const cameras = offered.map((padding) => map.cameraForBounds(this.seen, { padding }));
    const best = cameras.reduce((one, other) => ((other?.zoom ?? 0) > (one?.zoom ?? 0) ? other : one));
    if (best) map.jumpTo(best);
    this.after = this.grid.camera;
  }

  /** Back to where the map stood, unless it was moved since. */
  restore() {
    const { zoom, lat, lon } = this.grid.camera;
    if (zoom === this.after.zoom && lat === this.after.lat && lon === this.after.lon) this.grid.stand(this.before);
  }
}
