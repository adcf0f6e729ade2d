// Mouse, finger and keyboard on a map: which zone or point they mean. The keyboard aims with a cross in the middle.
import { CLUSTERS, SINGLES } from "./point_layers.js";

/** @typedef {import("./grid_map.js").GridMap} GridMap */
/**
 * @typedef {object} Meant what is told
 * @property {(zone: number | null, at: [number, number] | null) => void} hover
 * @property {(zone: number | null) => void} choose
 * @property {(ref: string, at: [number, number]) => void} point
 * @property {(at: [number, number]) => void} cluster
 * @property {(place: {x: number, y: number}) => string} [leads] where what lies over the zones leads, "" where nowhere
 */

/** A finger is broader than a point. */
const NEAR_PX = 6;

export class Pointer {
  /** @param {GridMap} grid @param {Meant} meant */
  constructor(grid, meant) {
    this.map = grid.map;
    this.meant = meant;
    this.frame = 0;
    this.moved = (/** @type {any} */ event) => this.over(event.point, [event.lngLat.lng, event.lngLat.lat]);
    this.left = () => this.leave();
    this.clicked = (/** @type {any} */ event) => this.pick(event.point);
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.press(event);
    this.aim = document.createElement("i");
    this.aim.className = "map-aim";
  }

  connect() {
    this.map.on("mousemove", this.moved);
    this.map.on("mouseout", this.left);
    this.map.on("click", this.clicked);
    this.map.getCanvas().addEventListener("keydown", this.pressed);
    this.map.getCanvasContainer().append(this.aim);
  }

  disconnect() {
    this.map.off("mousemove", this.moved);
    this.map.off("mouseout", this.left);
    this.map.off("click", this.clicked);
    this.map.getCanvas().removeEventListener("keydown", this.pressed);
    this.aim.remove();
    cancelAnimationFrame(this.frame);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const { clientWidth, clientHeight } = this.map.getCanvas();
    this.pick({ x: clientWidth / 2, y: clientHeight / 2 });
  }

  /** One look a frame is enough. @param {{x: number, y: number}} place @param {[number, number]} at */
  over(place, at) {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const zone = this.zoneAt(place);
      this.map.getCanvas().style.cursor = zone !== null || this.pointAt(place) ? "pointer" : "";
      this.meant.hover(zone, at);
    });
  }

  leave() {
    cancelAnimationFrame(this.frame);
    this.meant.hover(null, null);
  }

  /** @param {{x: number, y: number}} place */
  pick(place) {
    const found = this.pointAt(place);
    const leads = found ? "" : this.meant.leads?.(place);
    if (leads) return location.assign(leads);
    if (!found) return this.meant.choose(this.zoneAt(place));
    const at = /** @type {[number, number]} */ (/** @type {any} */ (found.geometry).coordinates);
    if (found.layer.id === CLUSTERS) this.meant.cluster(at);
    else this.meant.point(String(found.properties.ref ?? found.id), at);
  }

  /** @param {{x: number, y: number}} place @returns {number | null} */
  zoneAt({ x, y }) {
    if (!this.map.getLayer("shade")) return null;
    const found = this.map.queryRenderedFeatures([x, y], { layers: ["shade"] })[0];
    return found?.id === undefined ? null : Number(found.id);
  }

  /** @param {{x: number, y: number}} place */
  pointAt({ x, y }) {
    if (!this.map.getLayer(SINGLES)) return null;
    const near = /** @type {[[number, number], [number, number]]} */ ([[x - NEAR_PX, y - NEAR_PX], [x + NEAR_PX, y + NEAR_PX]]);
    return this.map.queryRenderedFeatures(near, { layers: [CLUSTERS, SINGLES] })[0] ?? null;
  }
}
