// The figure printed in its zone, from the zoom on at which it fits.
import { fitsFrom } from "../data/fit.js";
import { fitting, worded } from "./layers.js";

/** @typedef {import("../data/series.js").Series} Series */

const SIZE_PX = 13;
const NEVER = 99;

/** @param {Series} series @param {number} period @returns {any} GeoJSON: one point a zone with a figure */
export function labels(series, period) {
  const features = series.zones.flatMap((zone, place) => {
    const figure = series.text(place, period);
    if (!figure) return [];
    const [lon, lat] = zone.at;
    const room = zone.room ?? 0;
    const fits = zone.room === undefined ? 0 : fitsFrom([figure], SIZE_PX, room, lat);
    const named = zone.room === undefined ? NEVER : fitsFrom([figure, zone.name], SIZE_PX, room, lat);
    return [{ type: "Feature", id: zone.id, properties: { figure, cls: series.classAt(place, period), name: zone.name, fits, named }, geometry: { type: "Point", coordinates: [lon, lat] } }];
  });
  return { type: "FeatureCollection", features };
}

/** Zooms are told in quarters: finer steps would lay out the labels anew without a change to see. */
const quarter = (/** @type {number} */ zoom) => Math.floor(zoom * 4) / 4;

export class Figures {
  /** @param {import("./engine.js").Map} map @param {() => number} scale how much larger letters are now */
  constructor(map, scale) {
    this.map = map;
    this.scale = scale;
    this.zoom = -1;
    this.refit = () => this.fit();
  }

  connect() {
    this.map.on("zoomend", this.refit);
  }

  disconnect() {
    this.map.off("zoomend", this.refit);
  }

  forget() {
    this.zoom = -1;
  }

  fit() {
    if (!this.map.getLayer("figures")) return;
    const zoom = quarter(this.map.getZoom() - Math.log2(this.scale()));
    if (zoom === this.zoom) return;
    this.zoom = zoom;
    this.map.setFilter("figures", fitting(zoom));
    this.map.setLayoutProperty("figures", "text-field", worded(zoom));
  }

  /** @param {Series} series @param {number} period */
  show(series, period) {
    /** @type {import("./engine.js").GeoJSONSource | undefined} */ (this.map.getSource("figures"))?.setData(labels(series, period));
  }
}
