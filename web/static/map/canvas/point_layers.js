// Matters, households or visits on the map: the server's clusters with their true counts, and single points.
import { FONT, SCALE, scaled } from "./layers.js";

/** @typedef {import("./colours.js").Colours} Colours */

const SOURCE = "points";
const FROM = { source: SOURCE, "source-layer": "point" };
export const CLUSTERS = "point-clusters";
export const SINGLES = "point-singles";
const many = ["has", "point_count"];
const count = ["to-number", ["get", "point_count"]];

/** @param {Colours} colours @returns {any[]} */
export const pointLayers = (colours) => [
  {
    id: CLUSTERS, type: "circle", ...FROM, filter: many,
    paint: {
      "circle-radius": ["*", ["interpolate", ["linear"], ["log10", ["max", count, 1]], 0, 9, 2, 15, 5, 30], ["global-state", SCALE]],
      "circle-color": colours.point, "circle-opacity": 0.86, "circle-stroke-color": colours.paper, "circle-stroke-width": 1.5,
    },
  },
  {
    id: SINGLES, type: "circle", ...FROM, filter: ["!", many],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 3, 17, 6.5],
      "circle-color": ["case", ["to-boolean", ["get", "doubtful"]], colours.paper, colours.point],
      "circle-stroke-color": ["case", ["to-boolean", ["get", "doubtful"]], colours.point, colours.paper],
      "circle-stroke-width": 1.5,
    },
  },
  {
    id: "point-counts", type: "symbol", ...FROM, filter: many,
    layout: { "text-field": ["number-format", count, { locale: document.documentElement.lang || "en", "max-fraction-digits": 0 }], "text-font": FONT, "text-size": scaled(11.5), "text-allow-overlap": true },
    paint: { "text-color": colours.onPoint },
  },
];

export class PointLayers {
  /** @param {import("./engine.js").Map} map */
  constructor(map) {
    this.map = map;
    /** @type {string} the TileJSON shown, "" for none */
    this.shown = "";
  }

  /** Points of a TileJSON, or none. @param {any | null} tileJson @param {string} name what tells it from others @param {Colours} colours */
  show(tileJson, name, colours) {
    if (name === this.shown && Boolean(tileJson) === Boolean(this.map.getSource(SOURCE))) return;
    this.clear();
    this.shown = name;
    if (!tileJson) return;
    const { tiles, minzoom = 0, maxzoom = 16, bounds } = tileJson;
    this.map.addSource(SOURCE, { type: "vector", tiles, minzoom, maxzoom, ...(bounds && { bounds }) });
    for (const layer of pointLayers(colours)) this.map.addLayer(layer);
    this.figures("none");
  }

  /** One kind of figure at a time: those of the zones give way to the counts of points. @param {"none" | "visible"} seen */
  figures(seen) {
    if (this.map.getLayer("figures")) this.map.setLayoutProperty("figures", "visibility", seen);
  }

  clear() {
    this.shown = "";
    for (const layer of [CLUSTERS, SINGLES, "point-counts"]) if (this.map.getLayer(layer)) this.map.removeLayer(layer);
    if (!this.map.getSource(SOURCE)) return;
    this.map.removeSource(SOURCE);
    this.figures("visible");
  }
}
