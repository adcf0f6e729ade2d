// @ts-check
// The vertices by keyboard: arrows choose one, Enter takes hold of it, arrows move it, Enter puts it down.
import { between, stepped } from "./metres.js";

/** @typedef {import("./draft.js").Place} Place */

const STEP_M = 1;
const LONG_STEP_M = 10;
// What is put down this near to another vertex becomes that one.
const SNAP_M = 0.75;
/** @type {Record<string, [number, number]>} east and north */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Keyboard {
  /** @param {import("./tools.js").Tools} tools @param {HTMLElement} ground what has the focus */
  constructor(tools, ground) {
    this.tools = tools;
    /** @type {{from: Place, to: Place} | null} */
    this.held = null;
    ground.addEventListener("focus", () => this.arrive());
    ground.addEventListener("blur", () => this.letGo());
    ground.addEventListener("keydown", (event) => this.key(event));
  }

  /** Whoever comes by keyboard stands on a vertex at once. */
  arrive() {
    const { tools } = this;
    if (!tools.byKeyboard() || tools.tool !== "move") return;
    tools.stand(tools.walk.near(tools.chosen ?? tools.map.centre()));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.tools.map.map.zoomIn();
    else if (event.key === "-") this.tools.map.map.zoomOut();
    else if (this.tools.tool !== "move" || !(this.held ? this.move(event) : this.choose(event))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was one of ours */
  choose({ key }) {
    const { tools } = this;
    const { walk } = tools;
    if (key === "ArrowRight" || key === "ArrowDown") tools.stand(walk.step(1));
    else if (key === "ArrowLeft" || key === "ArrowUp") tools.stand(walk.step(-1));
    else if (key === "PageDown") tools.stand(walk.change(1));
    else if (key === "PageUp") tools.stand(walk.change(-1));
    else if (key === "Enter" || key === " ") this.takeHold();
    else if (key === "Insert" || key === "a") void tools.add();
    else if (key === "Delete" || key === "Backspace") void tools.remove();
    else return false;
    return true;
  }

  takeHold() {
    const { chosen } = this.tools;
    if (!chosen) return;
    this.held = { from: chosen, to: chosen };
    this.tools.lead(chosen, chosen, "held");
    this.tools.desk.tell("held");
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was one of ours */
  move({ key, shiftKey }) {
    if (!this.held) return false;
    if (key === "Escape") this.letGo();
    else if (key === "Enter" || key === " ") this.putDown();
    else if (key in ARROWS) this.shift(...ARROWS[key], shiftKey ? LONG_STEP_M : STEP_M);
    else return key === "Delete" || key === "Backspace";
    return true;
  }

  /** @param {number} east @param {number} north @param {number} metres */
  shift(east, north, metres) {
    if (!this.held) return;
    const { from } = this.held;
    const to = stepped(this.held.to, east * metres, north * metres);
    this.held.to = to;
    const snap = this.tools.map.vertexNear(to, SNAP_M, from);
    this.tools.lead(from, snap ?? to, snap ? "snap" : "held");
    this.tools.map.reveal(to);
    const { eastM, northM } = between(from, to);
    this.tools.desk.tell(snap ? "held_snap" : "held_at", { east: eastM.toFixed(0), north: northM.toFixed(0) });
  }

  putDown() {
    if (!this.held) return;
    const { from, to } = this.held;
    this.held = null;
    if (from === to) return this.tools.stand(this.tools.walk.stand());
    void this.tools.move(from, this.tools.map.vertexNear(to, SNAP_M, from) ?? to);
  }

  letGo() {
    if (!this.held) return;
    this.held = null;
    this.tools.stand(this.tools.walk.stand());
    this.tools.desk.tell("let_go");
  }
}
