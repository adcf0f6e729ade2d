// The figure printed in its zone, from the zoom on at which it fits.
import { fitsFrom } from "../data/fit.js";

/** @typedef {import("../data/series.js").Series} Series */

const SIZE_PX = 13;
const NEVER = 99;

/** The figures that fit into their zones at a zoom; at a glance over thousands of zones there are few, and only they are
 * laid out. @param {Series} series @param {number} period @param {number} zoom @returns {any[]} GeoJSON points */
export function labels(series, period, zoom) {
  return series.zones.flatMap((zone, place) => {
    const figure = series.text(place, period);
    if (!figure) return [];
    const [lon, lat] = zone.at;
    const room = zone.room ?? 0;
    const fits = zone.room === undefined ? 0 : fitsFrom([figure], SIZE_PX, room, lat);
    if (fits > zoom) return [];
    const named = zone.room === undefined ? NEVER : fitsFrom([figure, zone.name], SIZE_PX, room, lat);
    const properties = { figure, cls: series.classAt(place, period), name: named <= zoom ? zone.name : "", fits };
    return [{ type: "Feature", id: zone.id, properties, geometry: { type: "Point", coordinates: [lon, lat] } }];
  });
}

/** Zooms are told in quarters: finer steps would lay out the labels anew without a change to see. */
const quarter = (/** @type {number} */ zoom) => Math.floor(zoom * 4) / 4;

export class Figures {
  /** @param {import("./engine.js").Map} map @param {() => number} scale how much larger letters are now */
  constructor(map, scale) {
    this.map = map;
    this.scale = scale;
    this.zoom = -1;
    this.empty = true;
    /** @type {(() => any[]) | null} what is to be printed at the zoom that holds */
    this.make = null;
    this.refit = () => this.fit();
  }

  connect() {
    this.map.on("zoomend", this.refit);
  }

  disconnect() {
    this.map.off("zoomend", this.refit);
  }

  /** After a new style the map knows none; after other letters others fit. */
  forget() {
    this.zoom = -1;
  }

  fit() {
    const zoom = quarter(this.map.getZoom() - Math.log2(this.scale()));
    if (zoom === this.zoom) return;
    this.zoom = zoom;
    this.put();
  }

  /** @param {Series} series @param {number} period */
  show(series, period) {
    this.make = () => labels(series, period, this.zoom);
    this.put();
  }

  put() {
    const source = /** @type {import("./engine.js").GeoJSONSource | undefined} */ (this.map.getSource("figures"));
    if (!source || !this.make || this.zoom < 0) return;
    const features = this.make();
    if (!features.length && this.empty) return;
    this.empty = !features.length;
    source.setData({ type: "FeatureCollection", features });
  }
}
