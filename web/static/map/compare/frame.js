// What was in sight of one map stays in sight of two, which are half as wide, and of one again.

const PADDING_PX = 16;
const TITLE_PX = 44;
const ROOM = { top: TITLE_PX + PADDING_PX, right: PADDING_PX, bottom: PADDING_PX, left: PADDING_PX };

/** @typedef {import("../canvas/grid_map.js").GridMap} GridMap */
/** @typedef {[number, number, number, number]} Box west, south, east, north */

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

export class Frame {
  /** Remembers what the map shows, before it becomes narrower. @param {GridMap} grid @param {Box | null} town */
  constructor(grid, town) {
    const [[west, south], [east, north]] = /** @type {[[number, number], [number, number]]} */ (grid.map.getBounds().toArray());
    this.grid = grid;
    this.seen = inSight([west, south, east, north], town);
    this.before = this.after = grid.camera;
  }

  /** Show the same land, below the maps' titles. */
  fit() {
    const { map } = this.grid;
    const camera = map.cameraForBounds(this.seen, { padding: ROOM });
    if (camera) map.jumpTo(camera);
    this.after = this.grid.camera;
  }

  /** Back to where the map stood, unless it was moved since. */
  restore() {
    const { zoom, lat, lon } = this.grid.camera;
    if (zoom === this.after.zoom && lat === this.after.lat && lon === this.after.lon) this.grid.stand(this.before);
  }
}
