// @ts-check
// The problems on the live map; a chosen one is flown to, one that is clicked is shown in the list.
import { Map as Engine, NavigationControl, ScaleControl } from "../../map/canvas/engine.js";
import { onTheme, theme } from "../../shell/theme.js";
import { SOURCES, blank, layers } from "./layers.js";
import { credited } from "../../map/canvas/credit.js";

const AROUND_PX = 12;
const NEAR = 17;

/** @param {number | null} edition @returns {Promise<any>} */
async function styleOf(edition) {
  if (edition === null) return blank();
  const answer = await fetch(`/map/style.json?edition=${edition}&theme=${theme()}`).catch(() => null);
  return answer?.ok ? answer.json() : blank();
}

export class LiveMap {
  /** Raises where the browser has no WebGL. @param {HTMLElement} holder @param {any} found what the server says was found @param {any} style
   * @param {Record<string, string>} locale @param {import("./page.js").Meant} meant */
  constructor(holder, found, style, locale, meant) {
    this.found = found;
    this.style = style;
    /** @type {number | null} */
    this.chosen = null;
    const from = found.bounds ? { bounds: found.bounds, fitBoundsOptions: { padding: 24 } } : {};
    this.map = new Engine({ container: holder, style, ...from, locale, attributionControl: credited(style), dragRotate: false, fadeDuration: 0, maxZoom: 20, validateStyle: false });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl(), "bottom-left");
    this.map.on("style.load", () => this.dress());
    this.map.on("click", (event) => {
      const number = this.at(event.point);
      if (number !== null) meant.choose(number);
    });
    this.map.on("mousemove", (event) => this.point(this.at(event.point), meant));
    /** @type {number | null} */
    this.pointed = null;
  }

  /** @param {HTMLElement} holder @param {string} address @param {number | null} edition @param {Record<string, string>} locale @param {import("./page.js").Meant} meant */
  static async open(holder, address, edition, locale, meant) {
    const [answer, style] = await Promise.all([fetch(address), styleOf(edition)]);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const made = new LiveMap(holder, await answer.json(), style, locale, meant);
    await new Promise((done) => made.map.once("idle", done));
    onTheme(() => void styleOf(edition).then((next) => {
      made.style = next;
      made.map.setStyle(next, { diff: false });
    }));
    return made;
  }

  dress() {
    for (const id of SOURCES) this.map.addSource(`problem-${id}`, { type: "geojson", data: this.found[id] });
    for (const layer of layers(this.style)) this.map.addLayer(layer);
    if (this.chosen !== null) this.tell(this.chosen, { chosen: true });
  }

  /** The problem under the pointer, the small ones before the large. @param {{x: number, y: number}} point */
  at({ x, y }) {
    /** @type {[[number, number], [number, number]]} */
    const box = [[x - AROUND_PX, y - AROUND_PX], [x + AROUND_PX, y + AROUND_PX]];
    const [place] = this.map.queryRenderedFeatures(box, { layers: ["problem-points"] });
    const [land] = place ? [place] : this.map.queryRenderedFeatures([x, y], { layers: ["problem-areas"] });
    return land ? Number(land.id) : null;
  }

  /** @param {number | null} number @param {import("./page.js").Meant} meant */
  point(number, meant) {
    if (number === this.pointed) return;
    if (this.pointed !== null) meant.light(this.pointed, false);
    if (number !== null) meant.light(number, true);
    this.pointed = number;
    this.map.getCanvas().style.cursor = number === null ? "" : "pointer";
  }

  /** @param {number} number @param {{hover?: boolean, chosen?: boolean}} state */
  tell(number, state) {
    for (const id of ["areas", "points"]) this.map.setFeatureState({ source: `problem-${id}`, id: number }, state);
  }

  /** @param {number} number @param {boolean} on */
  light(number, on) {
    this.tell(number, { hover: on });
  }

  /** @param {number} number */
  fly(number) {
    const place = this.found.points.features.find((/** @type {any} */ one) => one.id === number);
    if (this.chosen !== null) this.tell(this.chosen, { chosen: false });
    this.chosen = place ? number : null;
    if (!place) return;
    this.tell(number, { chosen: true });
    const target = { center: place.geometry.coordinates, zoom: Math.max(this.map.getZoom(), NEAR) };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.map.jumpTo(target);
    else this.map.flyTo({ ...target, maxDuration: 1500 });
  }

  all() {
    if (this.found.bounds) this.map.fitBounds(this.found.bounds, { padding: 24, duration: 0 });
  }

  /** @param {number} number */
  text(number) {
    return this.found.points.features.find((/** @type {any} */ one) => one.id === number)?.properties.text ?? "";
  }
}
