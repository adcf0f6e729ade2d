// What we draw over the server's base map, as layers of the map style. Colours and figures come in, layers go out.
import { UNRANKED } from "../data/series.js";

/** @typedef {import("../data/series.js").Series} Series */
/** @typedef {import("./colours.js").Colours} Colours */
/** @typedef {any} Layer one layer of a MapLibre style */

export const ZONES = { source: "zones", "source-layer": "zone" };
export const FONT = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif"];
/** The presenter's screen is read from far off: all letters of the map grow by this state. */
export const SCALE = "scale";
export const scaled = (/** @type {number} */ size_px) => ["*", size_px, ["global-state", SCALE]];

/** From this zoom on borders are lines of their own; further out, among thousands of zones, the thin rims of the shades do. */
const LINED_ZOOM = 12;

const kept = (/** @type {string} */ name, /** @type {any} */ otherwise) => ["coalesce", ["feature-state", name], otherwise];
const dim = kept("dim", false);

/** What a style says of each zone from its birth: to tell a map thousands of zones one by one takes it longer.
 * @param {Series} series @param {(place: number) => string | number} of @param {string | number} otherwise @returns {any} */
function born(series, of, otherwise) {
  /** @type {Map<string | number, number[]>} */
  const zones = new Map();
  series.zones.forEach(({ id }, place) => {
    const value = of(place);
    const ids = zones.get(value);
    if (ids) ids.push(id);
    else zones.set(value, [id]);
  });
  return zones.size ? ["match", ["id"], ...[...zones].flatMap(([value, ids]) => [ids, value]), otherwise] : otherwise;
}

/** @param {Colours} colours @param {Series} series @param {number} period @returns {Layer} */
function shade(colours, series, period) {
  const steps = colours.classes.flatMap((colour, i) => [i, colour]);
  const cls = kept("cls", born(series, (place) => series.classAt(place, period), -1));
  const paint = {
    "fill-color": steps.length ? ["match", cls, ...steps, "rgba(0,0,0,0)"] : "rgba(0,0,0,0)",
    "fill-opacity": ["case", dim, 0.12, 0.92],
    "fill-antialias": ["step", ["zoom"], true, LINED_ZOOM, false],
    "fill-outline-color": colours.rim,
  };
  return { id: "shade", type: "fill", ...ZONES, paint };
}

/** How the layers of zones in a state that is no value are called, before the state. */
export const MARK = "marked-";

/** @param {Series} series @param {(place: number) => boolean} chosen @returns {any} a filter that lets the chosen zones through */
function within(series, chosen) {
  const ids = series.zones.filter((_, place) => chosen(place)).map(({ id }) => id);
  return ids.length ? ["match", ["id"], ids, true, false] : false;
}

/** Zones in a state that has a mark: in place of a colour, or over it where the figure is too little for a rank. The first
 * drawing has the zones in that state now, and does without the layer where there is none.
 * @param {string} state @param {Series} series @param {number} period @returns {Layer} */
const marked = (state, series, period) => ({
  id: `${MARK}${state}`,
  type: "fill",
  ...ZONES,
  filter: within(series, (place) => series.state(place, period) === state),
  layout: { visibility: series.occurs(state, period) ? "visible" : "none" },
  paint: {
    "fill-pattern": `s-${state}`,
    "fill-opacity": ["match", kept("st", born(series, (place) => series.state(place, period), "")), state, ["case", dim, 0.2, 1], 0],
    "fill-antialias": false,
  },
});

/** @param {Colours} colours @returns {Layer} */
const borders = (colours) => ({
  id: "borders",
  type: "line",
  minzoom: LINED_ZOOM,
  ...ZONES,
  layout: { "line-join": "round" },
  paint: { "line-color": colours.border, "line-opacity": 0.5, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.4, 16, 1.4] },
});

export const OUTLINES = ["outline-casing", "outline"];

/** An outline above all neighbours; its width is nought for the others. While none is wanted the layer is clear, which
 * spares the map from drawing all of them without a trace.
 * @param {string} id @param {string} colour @param {number} hover_px @param {number} chosen_px @returns {Layer} */
const outline = (id, colour, hover_px, chosen_px) => ({
  id,
  type: "line",
  ...ZONES,
  layout: { "line-join": "round" },
  paint: { "line-color": colour, "line-opacity": 0, "line-width": ["case", kept("chosen", false), chosen_px, kept("hover", false), hover_px, 0] },
});

const WORDED = [
  "case",
  ["!=", ["get", "name"], ""],
  ["format", ["get", "figure"], {}, "\n", {}, ["get", "name"], { "font-scale": 0.8 }],
  ["get", "figure"],
];

/** @param {Colours} colours @returns {Layer} figures where they fit, names below them where both fit */
const figures = (colours) => ({
  id: "figures",
  type: "symbol",
  source: "figures",
  layout: {
    "text-field": WORDED,
    "text-font": FONT,
    "text-size": scaled(13),
    "text-padding": 1,
    "text-line-height": 1.15,
    "symbol-sort-key": ["get", "fits"],
  },
  // Letters stand on the colour of their class and bring it along: no street runs through a figure.
  paint: {
    "text-color": byClass(colours.onClasses, colours.ink),
    "text-halo-color": byClass(colours.classes, colours.paper),
    "text-halo-width": 1.6,
    "text-opacity": ["case", dim, 0, 1],
  },
});

/** @param {string[]} ramp @param {string} otherwise @returns {any} */
const byClass = (ramp, otherwise) => (ramp.length ? ["match", ["get", "cls"], ...ramp.flatMap((colour, i) => [i, colour]), otherwise] : otherwise);

/** @param {Colours} colours @returns {Layer[]} */
export const outlines = (colours) => [outline(OUTLINES[0], colours.paper, 5, 7), outline(OUTLINES[1], colours.ink, 2.5, 4)];

/**
 * The server's style with our layers in it: shades lie on land and water, under houses, streets and names; outlines on top.
 * @param {import("./grid_map.js").Dress} dress
 */
export function compose({ base, colours, states, series, period }) {
  // Marks of what is no value are opaque: the rims of the shades are drawn over them, so that such zones keep their
  // borders. The mark of a figure without a rank is not, and lies over its colour.
  const instead = states.filter((state) => state !== UNRANKED).map((state) => marked(state, series, period));
  const over = states.filter((state) => state === UNRANKED).map((state) => marked(state, series, period));
  const below = [...instead, shade(colours, series, period), ...over];
  const above = [borders(colours), figures(colours)];
  const first = base.layers.findIndex((/** @type {Layer} */ layer) => layer.id === "building" || layer.source === "streets");
  const split = first < 0 ? base.layers.length : first;
  return {
    ...base,
    state: { ...base.state, [SCALE]: { default: 1 } },
    sources: { ...base.sources, figures: { type: "geojson", data: { type: "FeatureCollection", features: [] } } },
    layers: [...base.layers.slice(0, split), ...below, ...base.layers.slice(split), ...above],
  };
}
