// @ts-check
// What the pointer does: drag vertices, draw a splitting line, pick grids. Every tool ends in an edit or a filled form.
import { moved } from "./shape.js";

/** @typedef {import("./draft.js").Place} Place */
/** @typedef {{edit: (operation: string, said: object) => Promise<boolean>, fill: (tool: string, said: Record<string, string>) => void, freeCode: (code: string) => Promise<string>, say: (text: string) => void, text: Record<string, string>}} Desk */

/** @param {Place} place */
const spelt = (place) => place.map((n) => n.toFixed(9)).join(", ");
/** @param {any} event @returns {Place} */
const placeOf = (event) => [event.lngLat.lng, event.lngLat.lat];

export class Tools {
  /** @param {import("./map.js").DraftMap} map @param {Desk} desk */
  constructor(map, desk) {
    this.map = map;
    this.desk = desk;
    this.tool = "move";
    /** @type {Place | null} */
    this.dragged = null;
    /** @type {Place | null} */
    this.chosen = null;
    /** @type {Place[]} */
    this.line = [];
    /** @type {Set<string>} */
    this.picked = new Set();
    for (const name of ["mousedown", "touchstart"]) map.map.on(/** @type {any} */ (name), (/** @type {any} */ e) => this.press(e));
    for (const name of ["mousemove", "touchmove"]) map.map.on(/** @type {any} */ (name), (/** @type {any} */ e) => this.follow(e));
    for (const name of ["mouseup", "touchend"]) map.map.on(/** @type {any} */ (name), (/** @type {any} */ e) => void this.release(e));
    map.map.on("click", (e) => void this.click(e));
    map.map.on("dblclick", () => void this.finish());
    document.addEventListener("keydown", (e) => this.key(e));
  }

  /** @param {string} tool */
  use(tool) {
    this.tool = tool;
    this.clear();
  }

  clear() {
    this.dragged = this.chosen = null;
    this.line = [];
    this.picked.clear();
    this.map.draw([]);
    this.map.mark([]);
    this.map.put("grids", this.map.grids);
  }

  /** @param {any} event */
  press(event) {
    if (this.tool !== "move" || (event.points?.length ?? 1) > 1) return;
    this.dragged = this.map.vertexAt(event.point);
    this.start = event.point;
    if (this.dragged) event.preventDefault();
  }

  /** @param {any} event @returns {{place: Place, snapped: boolean}} */
  target(event) {
    const vertex = this.map.vertexAt(event.point, this.dragged);
    return { place: vertex ?? placeOf(event), snapped: vertex !== null };
  }

  /** @param {any} event */
  follow(event) {
    if (this.dragged) {
      const { place, snapped } = this.target(event);
      this.map.put("grids", moved(this.map.grids, this.dragged, place));
      this.map.mark([{ place, kind: snapped ? "snap" : "chosen" }]);
      this.desk.say(snapped ? this.desk.text.snapped : "");
    } else if (this.tool === "split" && this.line.length) this.map.draw([...this.line, this.snap(event)]);
    else if (this.tool === "move") this.map.map.getCanvas().style.cursor = this.map.vertexAt(event.point) ? "grab" : "";
  }

  /** @param {any} event */
  async release(event) {
    const from = this.dragged;
    if (!from) return;
    const still = Math.hypot(event.point.x - this.start.x, event.point.y - this.start.y) < 4;
    const { place } = this.target(event);
    this.dragged = null;
    if (still) this.choose(from);
    else if (!(await this.desk.edit("move", { from, to: place }))) this.map.put("grids", this.map.grids);
  }

  /** @param {Place} place */
  choose(place) {
    this.chosen = place;
    this.map.put("grids", this.map.grids);
    this.map.mark([{ place, kind: "chosen" }]);
    this.desk.fill("move", { from: spelt(place) });
    this.desk.fill("vertex", { at: spelt(place) });
    this.desk.say(this.desk.text.chosen.replace("%(place)s", spelt(place)));
  }

  /** @param {any} event @returns {Place} */
  snap(event) {
    return this.map.vertexAt(event.point) ?? this.map.edgeAt(event.point) ?? placeOf(event);
  }

  /** @param {any} event */
  async click(event) {
    if (this.tool === "split") {
      const place = this.snap(event);
      const last = this.line.at(-1);
      if (!last || last[0] !== place[0] || last[1] !== place[1]) this.line.push(place);
      this.map.draw(this.line);
    } else if (this.tool === "move") {
      const edge = this.map.vertexAt(event.point) ? null : this.map.edgeAt(event.point);
      if (edge) await this.desk.edit("insert", { at: edge, within_m: 5 });
    } else this.pick(this.map.gridAt(event.point));
  }

  /** @param {any | null} grid */
  pick(grid) {
    if (!grid) return;
    const { code, name } = grid.properties;
    if (this.tool === "name") {
      this.picked.clear();
      this.desk.fill("name", { level: "grid", code, name });
      this.desk.fill("parent", { code });
    }
    if (!this.picked.delete(code)) this.picked.add(code);
    this.map.pick(this.picked);
    if (this.tool === "merge") this.desk.fill("merge", { codes: [...this.picked].sort().join("\n") });
  }

  /** The line ends: the grid that its middle lies in is to be split, and the form says how. */
  async finish() {
    if (this.tool !== "split" || this.line.length < 2) return;
    const half = Math.floor((this.line.length - 1) / 2);
    const [a, b] = [this.line[half], this.line[half + 1]];
    const grid = this.map.gridAt(this.map.map.project([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]));
    if (!grid) return;
    const { code, name } = grid.properties;
    const free = await this.desk.freeCode(code);
    this.desk.fill("split", { code, line: this.line.map(spelt).join("\n"), pieces: `${code} ${name}\n${free} ${free}` });
    this.line = [];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target instanceof HTMLInputElement && event.target.type !== "radio") return;
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement) return;
    if (event.key === "Escape") this.clear();
    else if (event.key === "Enter" && this.line.length > 1) void this.finish();
    else if ((event.key === "Delete" || event.key === "Backspace") && this.chosen) {
      event.preventDefault();
      void this.desk.edit("delete", { at: this.chosen });
    }
  }
}
