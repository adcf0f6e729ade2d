// @ts-check
// What can be done on the map, by pointer or keyboard. Every tool ends in an edit or a filled form.
import { Keyboard } from "./keyboard.js";
import { Pointer } from "./pointer.js";
import { moved, same } from "./shape.js";
import { Walk } from "./walk.js";

/** @typedef {import("./draft.js").Place} Place */
/** @typedef {import("./pointer.js").Pixel} Pixel */
/** @typedef {{edit: (operation: string, said: object) => Promise<boolean>, fill: (tool: string, said: Record<string, string>) => void, freeCode: (code: string) => Promise<string>, tell: (key: string, said?: Record<string, string>) => void, able: (add: boolean, remove: boolean) => void}} Desk */

/** @param {Place} place */
const spelt = (place) => place.map((n) => n.toFixed(9)).join(", ");

export class Tools {
  /** @param {import("./map.js").DraftMap} map @param {Desk} desk */
  constructor(map, desk) {
    this.map = map;
    this.desk = desk;
    this.tool = "move";
    this.walk = new Walk(() => map.grids.features);
    /** @type {Place | null} */
    this.dragged = null;
    /** @type {Place | null} a vertex */
    this.chosen = null;
    /** @type {Place | null} a place on a border where a vertex could be */
    this.spot = null;
    /** @type {Place[]} */
    this.line = [];
    /** @type {Set<string>} */
    this.picked = new Set();
    const ground = map.map.getCanvas();
    this.byKeyboard = () => ground.matches(":focus-visible");
    this.pointer = new Pointer(map.map, this);
    this.keyboard = new Keyboard(this, ground);
    map.map.on("dblclick", () => void this.finish());
    document.addEventListener("keydown", (e) => this.key(e));
  }

  /** @param {string} tool */
  use(tool) {
    this.tool = tool;
    this.clear();
  }

  clear() {
    this.dragged = this.chosen = this.spot = this.keyboard.held = null;
    this.line = [];
    this.picked.clear();
    this.map.draw([]);
    this.map.mark([]);
    this.map.put("grids", this.map.grids);
    this.desk.able(false, false);
  }

  /** @param {Pixel} at @param {number} reach */
  press(at, reach) {
    this.dragged = this.tool === "move" ? this.map.vertexAt(at, reach) : null;
    return this.dragged !== null;
  }

  /** Show how a move would look. @param {Place} from @param {Place} to @param {string} kind */
  lead(from, to, kind) {
    this.map.put("grids", moved(this.map.grids, from, to));
    this.map.mark([{ place: to, kind }]);
  }

  /** @param {Pixel} at @param {number} reach */
  follow(at, reach) {
    if (!this.dragged) return;
    const vertex = this.map.vertexAt(at, reach / 2, this.dragged);
    this.lead(this.dragged, vertex ?? this.map.placeAt(at), vertex ? "snap" : "chosen");
    this.desk.tell(vertex ? "snapped" : "");
  }

  /** @param {Pixel} at @param {number} reach */
  release(at, reach) {
    const from = this.dragged;
    this.dragged = null;
    if (from) void this.move(from, this.map.vertexAt(at, reach / 2, from) ?? this.map.placeAt(at));
  }

  cancel() {
    if (this.dragged) this.map.put("grids", this.map.grids);
    this.dragged = null;
  }

  /** @param {Pixel} at @param {number} reach */
  hover(at, reach) {
    if (this.tool === "split" && this.line.length) this.map.draw([...this.line, this.snap(at, reach)]);
    else if (this.tool === "move") this.map.map.getCanvas().style.cursor = this.map.vertexAt(at, reach) ? "grab" : "";
  }

  /** @param {Pixel} at @param {number} reach @param {boolean} finger */
  tap(at, reach, finger) {
    this.dragged = null;
    if (this.tool === "split") this.lengthen(this.snap(at, reach));
    else if (this.tool === "move") this.touch(at, reach, finger);
    else this.pick(this.map.gridAt(at));
  }

  /** A vertex is chosen. A border gets one where a mouse clicks; under a finger, which is less sure, it is asked for.
   * @param {Pixel} at @param {number} reach @param {boolean} finger */
  touch(at, reach, finger) {
    const vertex = this.map.vertexAt(at, reach);
    const edge = vertex ? null : this.map.edgeAt(at, reach);
    if (vertex) this.stand(this.walk.on(vertex));
    else if (!edge) this.clear();
    else if (finger) this.aim(edge);
    else void this.insert(edge);
  }

  /** A finger pressed and held adds a vertex to a border, or removes the one under it. @param {Pixel} at @param {number} reach */
  hold(at, reach) {
    if (this.tool !== "move") return;
    const vertex = this.map.vertexAt(at, reach);
    const edge = vertex ? null : this.map.edgeAt(at, reach);
    if (vertex) this.stand(this.walk.on(vertex));
    if (vertex) void this.remove();
    else if (edge) void this.insert(edge);
  }

  /** @param {Place} place */
  aim(place) {
    this.clear();
    this.spot = place;
    this.map.mark([{ place, kind: "chosen" }]);
    this.desk.fill("vertex", { at: spelt(place) });
    this.desk.able(true, false);
    this.desk.tell("spot");
  }

  /** A vertex is chosen, and said. @param {import("./walk.js").Stand | null} stand */
  stand(stand) {
    if (!stand) return;
    this.choose(stand.place);
    this.map.reveal(stand.place);
    this.desk.tell(stand.others.length ? "vertex_shared" : "vertex_own", {
      at: String(stand.at), count: String(stand.count), grid: stand.grid, others: stand.others.join(", "),
    });
  }

  /** @param {Place} place */
  choose(place) {
    this.chosen = place;
    this.spot = null;
    this.map.put("grids", this.map.grids);
    this.map.mark([{ place, kind: "chosen" }]);
    this.desk.fill("move", { from: spelt(place) });
    this.desk.fill("vertex", { at: spelt(place) });
    this.desk.able(true, true);
  }

  /** @param {Place} from @param {Place} to */
  async move(from, to) {
    const done = await this.desk.edit("move", { from, to });
    this.again(done ? to : from, done);
  }

  /** @param {Place} at */
  async insert(at) {
    if (await this.desk.edit("insert", { at, within_m: 5 })) this.again(at, true);
  }

  /** A vertex at the place that was aimed at, else halfway to the next one. */
  async add() {
    const at = this.spot ?? (this.chosen ? this.walk.halfway() : null);
    if (at) await this.insert(at);
  }

  async remove() {
    const { chosen } = this;
    if (!chosen) return;
    const done = await this.desk.edit("delete", { at: chosen });
    this.again(chosen, done);
  }

  /** After an edit the same place stays chosen, without a word: the edit has just been told. @param {Place} place @param {boolean} shown */
  again(place, shown) {
    const stand = this.walk.near(place);
    if (!stand) return;
    if (shown) this.choose(stand.place);
    else this.chosen = stand.place;
  }

  /** @param {Pixel} at @param {number} reach @returns {Place} */
  snap(at, reach) {
    return this.map.vertexAt(at, reach) ?? this.map.edgeAt(at, reach) ?? this.map.placeAt(at);
  }

  /** @param {Place} place */
  lengthen(place) {
    const last = this.line.at(-1);
    if (!last || !same(last, place)) this.line.push(place);
    this.map.draw(this.line);
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
    const codes = [...this.picked].sort().join("\n");
    if (this.tool === "merge") for (const form of ["found", "merge"]) this.desk.fill(form, { codes });
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
      void this.remove();
    }
  }
}
