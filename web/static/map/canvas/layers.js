// What we draw over the server's base map, as layers of the map style. Colours and patterns come in, layers go out.
import { MARKED } from "../data/series.js";

/** @typedef {import("./colours.js").Colours} Colours */
/** @typedef {any} Layer one layer of a MapLibre style */

export const ZONES = { source: "zones", "source-layer": "zone" };
export const FONT = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif"];
/** The presenter's screen is read from far off: all letters of the map grow by this state. */
export const SCALE = "scale";
export const scaled = (/** @type {number} */ size_px) => ["*", size_px, ["global-state", SCALE]];

const kept = (/** @type {string} */ name, /** @type {any} */ otherwise) => ["coalesce", ["feature-state", name], otherwise];
const dim = kept("dim", false);

/** @param {Colours} colours @returns {Layer} */
function shade(colours) {
  const steps = colours.classes.flatMap((colour, i) => [i, colour]);
  const paint = {
    "fill-color": steps.length ? ["match", kept("cls", -1), ...steps, "rgba(0,0,0,0)"] : "rgba(0,0,0,0)",
    "fill-opacity": ["case", dim, 0.12, 0.92],
    "fill-antialias": false,
  };
  return { id: "shade", type: "fill", ...ZONES, paint };
}

/** @param {string} state @returns {Layer} zones in a state that is no value, under a mark of its own */
const marked = (state) => ({
  id: `marked-${state}`,
  type: "fill",
  ...ZONES,
  paint: {
    "fill-pattern": `s-${state}`,
    "fill-opacity": ["match", kept("st", ""), state, ["case", dim, 0.2, 1], 0],
    "fill-antialias": false,
  },
});

/** @param {Colours} colours @returns {Layer} */
const borders = (colours) => ({
  id: "borders",
  type: "line",
  ...ZONES,
  layout: { "line-join": "round" },
  paint: { "line-color": colours.border, "line-opacity": 0.5, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.4, 16, 1.4] },
});

/** An outline above all neighbours; its width is nought for the others, so that nothing of them is drawn.
 * @param {string} id @param {string} colour @param {number} hover_px @param {number} chosen_px @returns {Layer} */
const outline = (id, colour, hover_px, chosen_px) => ({
  id,
  type: "line",
  ...ZONES,
  layout: { "line-join": "round" },
  paint: { "line-color": colour, "line-width": ["case", kept("chosen", false), chosen_px, kept("hover", false), hover_px, 0] },
});

/** @param {Colours} colours @returns {Layer} figures where they fit, names below them where both fit */
const figures = (colours) => ({
  id: "figures",
  type: "symbol",
  source: "figures",
  filter: fitting(0),
  layout: {
    "text-field": worded(0),
    "text-font": FONT,
    "text-size": scaled(13),
    "text-padding": 1,
    "text-line-height": 1.15,
    "symbol-sort-key": ["get", "fits"],
  },
  // Letters stand on the colour of their class; where there is none they bring their own ground.
  paint: {
    "text-color": byClass(colours.onClasses, colours.ink),
    "text-halo-color": colours.paper,
    "text-halo-width": ["case", [">=", ["get", "cls"], 0], 0, 1.4],
    "text-opacity": ["case", dim, 0, 1],
  },
});

/** @param {string[]} ramp @param {string} otherwise @returns {any} */
const byClass = (ramp, otherwise) => (ramp.length ? ["match", ["get", "cls"], ...ramp.flatMap((colour, i) => [i, colour]), otherwise] : otherwise);

/** @param {number} zoom @returns {any} */
export const fitting = (zoom) => ["<=", ["get", "fits"], zoom];
/** @param {number} zoom @returns {any} */
export const worded = (zoom) => [
  "case",
  ["<=", ["get", "named"], zoom],
  ["format", ["get", "figure"], {}, "\n", {}, ["get", "name"], { "font-scale": 0.8 }],
  ["get", "figure"],
];

/** @param {Colours} colours @param {readonly string[]} states the states that occur @returns {{below: Layer[], above: Layer[]}} */
export const ourLayers = (colours, states) => ({
  below: [shade(colours), ...MARKED.filter((state) => states.includes(state)).map(marked)],
  above: [borders(colours), figures(colours), outline("outline-casing", colours.paper, 5, 7), outline("outline", colours.ink, 2.5, 4)],
});

/**
 * The server's style with our layers in it: shades lie on land and water, under houses, streets and names; outlines on top.
 * @param {any} base @param {Colours} colours @param {readonly string[]} states @param {any} figuresNow the labels, as GeoJSON
 */
export function compose(base, colours, states, figuresNow) {
  const { below, above } = ourLayers(colours, states);
  const first = base.layers.findIndex((/** @type {Layer} */ layer) => layer.id === "building" || layer.source === "streets");
  const split = first < 0 ? base.layers.length : first;
  return {
    ...base,
    state: { ...base.state, [SCALE]: { default: 1 } },
    sources: { ...base.sources, figures: { type: "geojson", data: figuresNow } },
    layers: [...base.layers.slice(0, split), ...below, ...base.layers.slice(split), ...above],
  };
}
