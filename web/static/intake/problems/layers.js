// @ts-check
// How problems look on the live map: the file's outlines, the zones in force dashed, land and places of the problems.

export const SOURCES = /** @type {const} */ (["outlines", "areas", "points"]);

/** @param {string} name @param {string} otherwise */
const colour = (name, otherwise) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise;

/** Nothing but paper, where the base map can't be had or there is none yet. */
export const blank = () => ({ version: 8, sources: {}, layers: [{ id: "paper", type: "background", paint: { "background-color": colour("--land", "#f4f6f5") } }] });

/** @param {any} style the base map, which brings the zones in force if there are any @returns {any[]} */
export function layers(style) {
  const [ink, heed, warn, chosen, casing] = ["--ink", "--heed", "--warn", "--chosen", "--casing"].map((name) => colour(name, "#808080"));
  const kind = ["case", ["get", "stops"], warn, heed];
  const lit = ["any", ["boolean", ["feature-state", "hover"], false], ["boolean", ["feature-state", "chosen"], false]];
  const present = style.sources.zones
    ? [{ id: "problem-present", type: "line", source: "zones", "source-layer": "zone", paint: { "line-color": ink, "line-opacity": 0.5, "line-width": 1.2, "line-dasharray": [3, 2] } }]
    : [];
  return [
    ...present,
    { id: "problem-outlines", type: "line", source: "problem-outlines", layout: { "line-join": "round" }, paint: { "line-color": ink, "line-width": 1.1 } },
    { id: "problem-areas", type: "fill", source: "problem-areas", paint: { "fill-color": kind, "fill-opacity": 0.35 } },
    { id: "problem-rims", type: "line", source: "problem-areas", paint: { "line-color": ["case", lit, chosen, kind], "line-width": ["case", lit, 3, 1.5] } },
    { id: "problem-points", type: "circle", source: "problem-points", paint: { "circle-radius": ["case", lit, 9, 6], "circle-color": kind, "circle-stroke-color": ["case", lit, chosen, casing], "circle-stroke-width": ["case", lit, 3, 1.5] } },
  ];
}
