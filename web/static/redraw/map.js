// @ts-check
// The draft on the map: outlines as they would be, the old ones dashed, vertices, and a line being drawn.
import { Map as Engine, NavigationControl, ScaleControl } from "../map/canvas/engine.js";
import { onTheme, theme } from "../shell/theme.js";
import { apartM } from "./metres.js";
import { bounds, nearestOnEdge, nearestVertex, same, vertices } from "./shape.js";
import { credited } from "../map/canvas/credit.js";

/** @typedef {import("./draft.js").Place} Place */

const SOURCES = ["grids", "before", "labels", "vertices", "line", "marks"].map((id) => `draft-${id}`);
const NOTHING = { type: "FeatureCollection", features: [] };
const FONT = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "sans-serif"];
// More vertices than this on one screen can't be told apart anyhow.
const MOST_VERTICES = 3000;

/** @param {string} name @param {string} otherwise */
const colour = (name, otherwise) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || otherwise;

/** Nothing but paper: borders can be redrawn without the base map. */
const blank = () => ({ version: 8, sources: {}, layers: [{ id: "paper", type: "background", paint: { "background-color": colour("--land", "#f4f6f5") } }] });

/** @param {number} base @returns {Promise<any | null>} the base map's style; none where it can't be had */
async function styleOf(base) {
  const answer = await fetch(`/map/style.json?edition=${base}&theme=${theme()}`).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

/** @param {string} type @param {any} coordinates @param {object} [properties] */
const feature = (type, coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });

export class DraftMap {
  /** Raises where the browser has no WebGL. @param {HTMLElement} holder @param {any | null} style @param {Record<string, string>} locale */
  constructor(holder, style, locale) {
    this.grids = /** @type {any} */ (NOTHING);
    /** @type {Place[]} */
    this.vertices = [];
    this.seen = false;
    this.blank = style === null;
    /** @type {Map<string, any>} */
    this.held = new Map(SOURCES.map((id) => [id, NOTHING]));
    this.map = new Engine({ container: holder, style: style ?? blank(), locale, keyboard: false, attributionControl: credited(style), dragRotate: false, fadeDuration: 0, doubleClickZoom: false });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "bottom-right");
    this.map.addControl(new ScaleControl(), "bottom-left");
    this.map.on("moveend", () => this.showVertices());
    this.map.on("style.load", () => this.dress());
    this.ready = new Promise((done) => this.map.once("style.load", () => done(undefined)));
  }

  /** The map in the theme of the page. @param {HTMLElement} holder @param {number} base the edition whose base map is drawn @param {Record<string, string>} locale */
  static async open(holder, base, locale) {
    const made = new DraftMap(holder, await styleOf(base), locale);
    onTheme(() => void styleOf(base).then((style) => made.map.setStyle(style ?? blank(), { diff: false })));
    await made.ready;
    return made;
  }

  /** Lay the draft over the base map, again after every change of theme. */
  dress() {
    for (const [id, data] of this.held) this.map.addSource(id, { type: "geojson", data });
    const under = this.map.getLayer("building") ? "building" : undefined;
    for (const layer of this.layers()) this.map.addLayer(/** @type {any} */ (layer), layer.type === "fill" ? under : undefined);
  }

  layers() {
    const [ink, land, accent, warn] = [colour("--ink", "#172023"), colour("--land", "#f4f6f5"), colour("--accent", "#0b5c6b"), colour("--point", "#b3246b")];
    const changed = ["boolean", ["get", "changed"], false];
    const picked = ["boolean", ["get", "picked"], false];
    return [
      { id: "draft-fill", type: "fill", source: "draft-grids", paint: { "fill-color": ["case", picked, warn, accent], "fill-opacity": ["case", picked, 0.22, changed, 0.2, 0.03] } },
      { id: "draft-border", type: "line", source: "draft-grids", layout: { "line-join": "round" }, paint: { "line-color": ["case", changed, accent, ink], "line-width": ["case", changed, 2.5, 1.2], "line-opacity": ["case", changed, 1, 0.6] } },
      { id: "draft-before", type: "line", source: "draft-before", paint: { "line-color": warn, "line-width": 1.6, "line-dasharray": [3, 2] } },
      { id: "draft-labels", type: "symbol", source: "draft-labels", minzoom: 12, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12 }, paint: { "text-color": ink, "text-halo-color": land, "text-halo-width": 1.4 } },
      { id: "draft-vertices", type: "circle", source: "draft-vertices", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 1.5, 14, 2.5, 15.5, 4.5], "circle-color": land, "circle-stroke-color": ink, "circle-stroke-width": 1.4 } },
      { id: "draft-line", type: "line", source: "draft-line", paint: { "line-color": warn, "line-width": 3 } },
      { id: "draft-line-ends", type: "circle", source: "draft-line", paint: { "circle-radius": 4, "circle-color": warn } },
      { id: "draft-marks", type: "circle", source: "draft-marks", paint: { "circle-radius": 9, "circle-color": "#0000", "circle-stroke-color": ["match", ["get", "kind"], "snap", accent, warn], "circle-stroke-width": ["match", ["get", "kind"], "held", 5, 3] } },
    ];
  }

  /** @param {string} id @param {any} data */
  put(id, data) {
    this.held.set(`draft-${id}`, data);
    /** @type {any} */ (this.map.getSource(`draft-${id}`))?.setData(data);
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

  /** @returns {Place} */
  centre() {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  /** @param {{x: number, y: number}} at a pixel @returns {Place} */
  placeAt({ x, y }) {
    const { lng, lat } = this.map.unproject([x, y]);
    return [lng, lat];
  }

  /** Move only if a place cannot be seen. @param {Place} place */
  reveal(place) {
    if (!this.map.getBounds().contains(place)) this.map.jumpTo({ center: place });
  }

  /** @param {{x: number, y: number}} at a pixel @param {number} reach pixels @param {Place | null} [but] */
  vertexAt(at, reach, but = null) {
    return nearestVertex(this.vertices, (place) => this.map.project(place), at, reach, but);
  }

  /** @param {Place} place @param {number} metres @param {Place} but @returns {Place | null} */
  vertexNear(place, metres, but) {
    return this.vertices.find((one) => !same(one, but) && apartM(one, place) <= metres) ?? null;
  }

  /** @param {{x: number, y: number}} at a pixel @param {number} reach pixels */
  edgeAt(at, reach) {
    return nearestOnEdge(this.grids.features, (place) => this.map.project(place), at, reach);
  }

  /** @param {{x: number, y: number}} at a pixel @returns {any | null} the grid there */
  gridAt({ x, y }) {
    const code = this.map.queryRenderedFeatures([x, y], { layers: ["draft-fill"] })[0]?.properties.code;
    return this.grids.features.find((/** @type {any} */ f) => f.properties.code === code) ?? null;
  }
}
