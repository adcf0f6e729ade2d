// A map that is loading draws nothing yet.
import { ZONES } from "./layers.js";

/** How long a map waits for the last of its tiles before it shows those that came. */
const PATIENCE_MS = 1500;
const ARRIVALS = /** @type {const} */ (["sourcedata", "error"]);

/**
 * MapLibre draws a frame at each step of its loading: paper alone, then a tile, then the next one. Each has the page wait
 * until all that was painted before is done, and the tiles are only asked for after the first. Here the steps are taken
 * and the first frame that is drawn holds them all.
 * @param {import("./engine.js").Map} map @returns {Promise<void>} frames are drawn from now on
 */
export function held(map) {
  const painter = /** @type {{render?: unknown}} */ (/** @type {unknown} */ (map.painter));
  painter.render = () => undefined;
  return new Promise((done) => {
    const draw = () => {
      clearTimeout(timer);
      for (const event of ARRIVALS) map.off(event, look);
      map.off("idle", draw);
      // What stood here hid the method of the painter's class.
      delete painter.render;
      map.triggerRepaint();
      done();
    };
    const look = () => {
      if (map.isSourceLoaded(ZONES.source) && map.areTilesLoaded()) draw();
    };
    const timer = setTimeout(draw, PATIENCE_MS);
    for (const event of ARRIVALS) map.on(event, look);
    map.on("idle", draw);
  });
}
