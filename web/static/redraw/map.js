// @ts-check
// The draft on the map: outlines as they would be, the old ones dashed, vertices, and a line being drawn.
import * as maplibre from "../vendor/maplibre-gl/maplibre-gl.mjs";
import { bounds, nearestOnEdge, nearestVertex, vertices } from "./shape.js";

/** @typedef {import("./draft.js").Place} Place */

const NOTHING = { type: "FeatureCollection", features: [] };
const FONT = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "sans-serif"];
const REACH_PX = matchMedia("(pointer: coarse)").matches ? 22 : 9;
// More vertices than this on one screen can't be told apart anyhow.
const MOST_VERTICES = 3000;

/** @param {string} name @param {string} otherwise */
const colour = (name, otherwise) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise;

/** @param {string} address */
async function json(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : NOTHING;
}

/** @param {string} type @param {any} coordinates @param {object} [properties] */
const feature = (type, coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });

export class DraftMap {
  /** @param {HTMLElement} holder */
  constructor(holder) {
    this.grids = /** @type {any} */ (NOTHING);
    /** @type {Place[]} */
    this.vertices = [];
    this.seen = false;
    const paper = /** @type {any} */ ({ id: "paper", type: "background", paint: { "background-color": colour("--land", "#f4f6f5") } });
    this.map = new maplibre.Map({ container: holder, style: { version: 8, sources: {}, layers: [paper] }, attributionControl: false, dragRotate: false, fadeDuration: 0, doubleClickZoom: false });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "bottom-right");
    this.map.addControl(new maplibre.ScaleControl(), "bottom-left");
    this.map.on("moveend", () => this.showVertices());
    this.ready = new Promise((done, fail) => {
      this.map.once("load", () => this.prepare().then(() => done(undefined), fail));
    });
  }

  async prepare() {
    const base = await Promise.all(["water", "buildings", "streets"].map((layer) => json(`/api/base/${layer}.geojson`)));
    for (const [i, id] of ["water", "buildings", "streets"].entries()) this.map.addSource(id, { type: "geojson", data: base[i] });
    for (const id of ["grids", "before", "labels", "vertices", "line", "marks"]) this.map.addSource(id, { type: "geojson", data: /** @type {any} */ (NOTHING) });
    for (const layer of this.layers()) this.map.addLayer(/** @type {any} */ (layer));
  }

  layers() {
    const [ink, land, accent, warn] = [colour("--ink", "#172023"), colour("--land", "#f4f6f5"), colour("--accent", "#0b5c6b"), colour("--point", "#b3246b")];
    const changed = ["boolean", ["get", "changed"], false];
    const picked = ["boolean", ["get", "picked"], false];
    return [
      { id: "water", type: "fill", source: "water", paint: { "fill-color": colour("--water", "#d3e3ea") } },
      { id: "buildings", type: "fill", source: "buildings", minzoom: 13, paint: { "fill-color": colour("--building", "#e1e6e6") } },
      { id: "street-rim", type: "line", source: "streets", paint: { "line-color": colour("--street-rim", "#cfd8d8"), "line-width": 3 } },
      { id: "streets", type: "line", source: "streets", paint: { "line-color": colour("--street", "#ffffff"), "line-width": 2 } },
      { id: "fill", type: "fill", source: "grids", paint: { "fill-color": ["case", picked, warn, accent], "fill-opacity": ["case", picked, 0.22, changed, 0.2, 0.03] } },
      { id: "border", type: "line", source: "grids", layout: { "line-join": "round" }, paint: { "line-color": ["case", changed, accent, ink], "line-width": ["case", changed, 2.5, 1.2], "line-opacity": ["case", changed, 1, 0.6] } },
      { id: "before", type: "line", source: "before", paint: { "line-color": warn, "line-width": 1.6, "line-dasharray": [3, 2] } },
      { id: "labels", type: "symbol", source: "labels", minzoom: 12, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12 }, paint: { "text-color": ink, "text-halo-color": land, "text-halo-width": 1.4 } },
      { id: "vertices", type: "circle", source: "vertices", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 1.5, 14, 2.5, 15.5, 4.5], "circle-color": land, "circle-stroke-color": ink, "circle-stroke-width": 1.4 } },
      { id: "line", type: "line", source: "line", paint: { "line-color": warn, "line-width": 3 } },
      { id: "line-ends", type: "circle", source: "line", paint: { "circle-radius": 4, "circle-color": warn } },
      { id: "marks", type: "circle", source: "marks", paint: { "circle-radius": 9, "circle-color": "#0000", "circle-stroke-color": ["match", ["get", "kind"], "snap", accent, warn], "circle-stroke-width": 3 } },
    ];
  }

  /** @param {string} id @param {any} data */
  put(id, data) {
    /** @type {any} */ (this.map.getSource(id))?.setData(data);
  }

  /** @param {import("./draft.js").Shapes} shapes */
  show(shapes) {
    this.grids = shapes.grids;
    this.put("grids", shapes.grids);
    this.put("before", shapes.before);
    this.put("labels", { ...NOTHING, features: shapes.grids.features.map((/** @type {any} */ f) => feature("Point", f.properties.at, { name: f.properties.name })) });
    this.mark([]);
    if (!this.seen && shapes.grids.features.length) this.map.fitBounds(bounds(shapes.grids), { padding: 40, duration: 0 });
    this.seen = true;
    this.showVertices();
  }

  /** The vertices on the screen, unless they are too many to be told apart. */
  showVertices() {
    const box = this.map.getBounds();
    const inside = vertices(this.grids.features).filter((place) => box.contains(place));
    this.vertices = inside.length <= MOST_VERTICES ? inside : [];
    this.put("vertices", { ...NOTHING, features: this.vertices.map((place) => feature("Point", place)) });
  }

  /** @param {{place: Place, kind: string}[]} marks */
  mark(marks) {
    this.put("marks", { ...NOTHING, features: marks.map((m) => feature("Point", m.place, { kind: m.kind })) });
  }

  /** @param {Place[]} places a line being drawn */
  draw(places) {
    const points = places.map((place) => feature("Point", place));
    this.put("line", { ...NOTHING, features: places.length > 1 ? [feature("LineString", places), ...points] : points });
  }

  /** @param {Set<string>} codes grids that are picked */
  pick(codes) {
    const features = this.grids.features.map((/** @type {any} */ f) => ({ ...f, properties: { ...f.properties, picked: codes.has(f.properties.code) } }));
    this.put("grids", { ...NOTHING, features });
  }

  /** @param {any} point a pixel @param {Place | null} [but] */
  vertexAt(point, but = null) {
    return nearestVertex(this.vertices, (place) => this.map.project(place), point, REACH_PX, but);
  }

  /** @param {any} point a pixel */
  edgeAt(point) {
    return nearestOnEdge(this.grids.features, (place) => this.map.project(place), point, REACH_PX);
  }

  /** @param {any} point a pixel @returns {any | null} the grid there */
  gridAt(point) {
    const code = this.map.queryRenderedFeatures(point, { layers: ["fill"] })[0]?.properties.code;
    return this.grids.features.find((/** @type {any} */ f) => f.properties.code === code) ?? null;
  }
}
