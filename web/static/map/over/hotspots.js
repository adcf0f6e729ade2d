// Hotspots on the map: the units of the newest drawn map by verdict, told apart by pattern as on its own page.
import { PIXEL_RATIO, hatch, token } from "../../shell/hatch.js";

/** @typedef {import("../canvas/colours.js").Colours} Colours */

const SOURCE = "hotspots";
const FROM = { source: SOURCE, "source-layer": "hotspot" };
const SIDE = 8;
/** Under streets and houses, over the shades of the zones. */
const ABOVE = ["building", "street-casing", "borders", "figures"];
const is = (/** @type {string[]} */ ...verdicts) => ["in", ["get", "verdict"], ["literal", verdicts]];
const along = ["in", ["geometry-type"], ["literal", ["LineString", "MultiLineString"]]];

/** Slanted stripes, half of them bare. @returns {{width: number, height: number, data: Uint8ClampedArray}} */
function stripes() {
  const side = SIDE * PIXEL_RATIO;
  const [land, ink] = [token("--hatch-land"), token("--ramp-5")];
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i += 1) data.set([...(((i % side) + Math.floor(i / side)) % side < side / 2 ? ink : land), 255], i * 4);
  return { width: side, height: side, data };
}

const css = (/** @type {string} */ name) => `rgb(${token(name).join(" ")})`;

/** @param {Colours} colours @returns {any[]} */
function layers(colours) {
  const area = (/** @type {string} */ verdict, /** @type {any} */ paint) => (
    { id: `hot-${verdict}`, type: "fill", ...FROM, filter: ["all", is(verdict), ["!", along]], paint: { "fill-antialias": false, ...paint } });
  const line = (/** @type {string} */ verdict, /** @type {any} */ paint) => (
    { id: `hot-${verdict}-line`, type: "line", ...FROM, filter: ["all", is(verdict), along], layout: { "line-cap": "round" }, paint });
  const ink = css("--ramp-6");
  return [
    area("none", { "fill-color": css("--card"), "fill-opacity": 0.86 }),
    area("not_enough", { "fill-pattern": "hot-not_enough", "fill-opacity": 0.9 }),
    area("watch", { "fill-pattern": "hot-watch" }),
    area("confirmed", { "fill-color": ink }),
    { id: "hot-rim", type: "line", ...FROM, filter: ["all", is("confirmed", "watch"), ["!", along]], paint: { "line-color": colours.paper, "line-width": 1 } },
    line("not_enough", { "line-color": css("--faint"), "line-width": 1.4, "line-dasharray": [1, 3] }),
    line("none", { "line-color": css("--rim"), "line-width": 1.2 }),
    line("watch", { "line-color": css("--ramp-5"), "line-width": 4, "line-dasharray": [1.5, 1.5] }),
    line("confirmed", { "line-color": ink, "line-width": 6 }),
  ];
}

export class HotspotLayers {
  /** @param {import("../canvas/engine.js").Map} map */
  constructor(map) {
    this.map = map;
    /** @type {string[]} */
    this.drawn = [];
    this.shown = "";
  }

  /** @param {any} tileJson @param {string} name what tells it from others @param {Colours} colours */
  show({ tiles, minzoom, maxzoom, bounds }, name, colours) {
    if (name === this.shown && this.map.getSource(SOURCE)) return;
    this.clear();
    this.shown = name;
    for (const [id, image] of Object.entries({ "hot-watch": stripes(), "hot-not_enough": hatch("no_data") })) {
      if (this.map.hasImage(id)) this.map.updateImage(id, image);
      else this.map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
    }
    this.map.addSource(SOURCE, { type: "vector", tiles, minzoom, maxzoom, ...(bounds && { bounds }) });
    this.figures("none");
    const above = ABOVE.find((id) => this.map.getLayer(id));
    for (const layer of layers(colours)) {
      this.map.addLayer(layer, above);
      this.drawn.push(layer.id);
    }
  }

  /** The figures are written for the colours of the classes, which lie under the units now. @param {"none" | "visible"} seen */
  figures(seen) {
    if (this.map.getLayer("figures")) this.map.setLayoutProperty("figures", "visibility", seen);
  }

  clear() {
    this.shown = "";
    for (const id of this.drawn.splice(0)) if (this.map.getLayer(id)) this.map.removeLayer(id);
    if (!this.map.getSource(SOURCE)) return;
    this.map.removeSource(SOURCE);
    this.figures("visible");
  }

  /** Where the hotspot at a place of the screen leads; "" where there is none. @param {{x: number, y: number}} place */
  leadsTo({ x, y }) {
    const hot = this.drawn.filter((id) => this.map.getLayer(id));
    const [found] = hot.length ? this.map.queryRenderedFeatures([x, y], { layers: hot }).filter((one) => one.properties.place) : [];
    return found ? `/hotspots/${Number(found.properties.map)}/${Number(found.properties.place)}` : "";
  }
}
