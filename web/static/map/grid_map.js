// @ts-check
// The choropleth; the one module that knows MapLibre.
import * as maplibre from "../vendor/maplibre-gl/maplibre-gl.mjs";

const EMPTY = { type: "FeatureCollection", features: [] };
const FONT = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "sans-serif"];

/** @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A quiet hatch for grids without a figure. */
function hatch() {
  const size = 8;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if ((x + y) % size < 2) data.set([120, 130, 130, 150], (y * size + x) * 4);
  return { width: size, height: size, data };
}

/** @param {string} address */
async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** @param {any} collection @returns {[number, number, number, number]} */
function bounds(collection) {
  const box = /** @type {[number, number, number, number]} */ ([180, 90, -180, -90]);
  /** @param {any} part */
  const walk = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  for (const feature of collection.features) walk(feature.geometry.coordinates);
  return box;
}

export class GridMap {
  /** @param {HTMLElement} holder @param {Map<number, number>} classes */
  constructor(holder, classes) {
    this.edition = holder.dataset.edition ?? "";
    this.classes = classes;
    /** @type {number | null} */
    this.hovered = null;
    /** @type {number | null} */
    this.chosen = null;
    const background = /** @type {import("maplibre-gl").BackgroundLayerSpecification} */ ({ id: "paper", type: "background", paint: { "background-color": colour("--paper") } });
    this.map = new maplibre.Map({
      container: holder,
      style: { version: 8, sources: {}, layers: [background] },
      attributionControl: false,
      dragRotate: false,
      fadeDuration: 0,
    });
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibre.ScaleControl(), "bottom-right");
    this.ready = new Promise((done, fail) => {
      this.map.once("load", () => this.draw().then(() => this.map.once("idle", () => done(undefined)), fail));
    });
  }

  async draw() {
    const [grids, streets, water, buildings] = await Promise.all([
      json(`/api/grids.geojson?edition=${this.edition}`),
      ...["streets", "water", "buildings"].map((layer) => json(`/api/base/${layer}.geojson`)),
    ]);
    for (const feature of grids.features) feature.properties.class = this.classes.get(feature.id) ?? -1;
    if (grids.features.length) this.map.fitBounds(bounds(grids), { padding: 32, duration: 0 });
    this.map.addImage("hatch", hatch());
    for (const [id, data] of Object.entries({ grids, streets, water, buildings, points: EMPTY }))
      this.map.addSource(id, { type: "geojson", data });
    for (const layer of this.layers()) this.map.addLayer(/** @type {any} */ (layer));
  }

  layers() {
    const shade = ["match", ["get", "class"], ...[0, 1, 2, 3, 4].flatMap((c) => [c, colour(`--c${c}`)]), "#0000"];
    const ink = colour("--ink");
    const drawn = (/** @type {string} */ state) => ["case", ["boolean", ["feature-state", state], false], 1, 0];
    return [
      { id: "fill", type: "fill", source: "grids", paint: { "fill-color": shade, "fill-opacity": 0.72 } },
      { id: "none", type: "fill", source: "grids", filter: ["==", ["get", "class"], -1], paint: { "fill-pattern": "hatch" } },
      { id: "water", type: "fill", source: "water", paint: { "fill-color": "#8fb9d6", "fill-opacity": 0.85 } },
      { id: "buildings", type: "fill", source: "buildings", minzoom: 13, paint: { "fill-color": ink, "fill-opacity": 0.12 } },
      { id: "streets", type: "line", source: "streets", paint: { "line-color": "#fff", "line-opacity": 0.7, "line-width": 1.2 } },
      { id: "borders", type: "line", source: "grids", paint: { "line-color": ink, "line-opacity": 0.55, "line-width": 0.8 } },
      { id: "hover", type: "line", source: "grids", paint: { "line-color": ink, "line-width": 2.5, "line-opacity": drawn("hover") } },
      { id: "chosen", type: "line", source: "grids", paint: { "line-color": "#d1495b", "line-width": 3.5, "line-opacity": drawn("chosen") } },
      { id: "points", type: "circle", source: "points", paint: { "circle-radius": 3.5, "circle-color": ["case", ["get", "doubtful"], "#f4a259", "#d1495b"], "circle-stroke-color": "#fff", "circle-stroke-width": 1 } },
      { id: "names", type: "symbol", source: "streets", minzoom: 14, layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": FONT, "text-size": 11 }, paint: { "text-color": ink, "text-halo-color": colour("--paper"), "text-halo-width": 1.2 } },
    ];
  }

  /** @param {import("./table.js").Told} hover @param {import("./table.js").Told} choose */
  listen(hover, choose) {
    /** @param {any} event @returns {number | null} */
    const at = (event) => event.features?.[0]?.id ?? null;
    this.map.on("mousemove", "fill", (/** @type {any} */ event) => hover(at(event)));
    this.map.on("mouseleave", "fill", () => hover(null));
    this.map.on("click", "fill", (/** @type {any} */ event) => choose(at(event)));
  }

  /** @param {"hover" | "chosen"} state @param {number | null} before @param {number | null} now */
  mark(state, before, now) {
    if (!this.map.getSource("grids")) return;
    if (before !== null) this.map.setFeatureState({ source: "grids", id: before }, { [state]: false });
    if (now !== null) this.map.setFeatureState({ source: "grids", id: now }, { [state]: true });
  }

  /** @param {number | null} zone */
  hover(zone) {
    this.mark("hover", this.hovered, zone);
    this.hovered = zone;
  }

  /** @param {number | null} zone */
  choose(zone) {
    this.mark("chosen", this.chosen, zone);
    this.chosen = zone;
  }

  /** @param {number | null} zone @param {string} kind @returns {Promise<number>} how many points are shown */
  async showPoints(zone, kind) {
    const source = /** @type {any} */ (this.map.getSource("points"));
    const points = zone === null ? [] : await json(`/api/grids/${zone}/points?edition=${this.edition}&kind=${kind}`);
    const features = points.map((/** @type {any} */ point) => ({
      type: "Feature",
      properties: { doubtful: point.doubtful },
      geometry: { type: "Point", coordinates: [point.lon, point.lat] },
    }));
    source?.setData({ type: "FeatureCollection", features });
    return points.length;
  }
}
