// @ts-check
// Mouse, pen and finger on the map, told apart only by how near they must come: press, drag, tap, press and hold.

/** @typedef {{x: number, y: number}} Pixel */
/**
 * What is meant by it; `reach` is in pixels. `press` says whether something was taken hold of.
 * @typedef {{press: (at: Pixel, reach: number) => boolean, follow: (at: Pixel, reach: number) => void, release: (at: Pixel, reach: number) => void,
 *   cancel: () => void, tap: (at: Pixel, reach: number, finger: boolean) => void, hold: (at: Pixel, reach: number) => void, hover: (at: Pixel, reach: number) => void}} Meant
 */

// What can be hit is 24 px wide for a mouse and twice that for a finger.
const REACH_PX = 12;
const FINGER_PX = 24;
const STILL_PX = 4;
const FINGER_STILL_PX = 10;
const HOLD_MS = 550;

export class Pointer {
  /** @param {import("../map/canvas/engine.js").Map} map @param {Meant} meant */
  constructor(map, meant) {
    this.map = map;
    this.meant = meant;
    this.ground = map.getCanvasContainer();
    /** @type {{id: number, start: Pixel, grabbed: boolean, moved: boolean, done: boolean} | null} */
    this.press = null;
    this.timer = 0;
    this.ground.addEventListener("pointerdown", (event) => this.down(event));
    this.ground.addEventListener("pointermove", (event) => this.move(event));
    this.ground.addEventListener("pointerup", (event) => this.up(event));
    this.ground.addEventListener("pointercancel", () => this.end(true));
  }

  /** @param {PointerEvent} event @returns {Pixel} */
  at(event) {
    const box = this.ground.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event */
  reach(event) {
    return event.pointerType === "touch" ? FINGER_PX : REACH_PX;
  }

  /** @param {PointerEvent} event */
  down(event) {
    // A second finger means the map, not a vertex.
    if (this.press) return this.end(true);
    if (event.button !== 0 || !event.isPrimary) return;
    const start = this.at(event);
    const grabbed = this.meant.press(start, this.reach(event));
    this.press = { id: event.pointerId, start, grabbed, moved: false, done: false };
    if (grabbed) {
      this.map.dragPan.disable();
      this.ground.setPointerCapture(event.pointerId);
    }
    if (event.pointerType === "touch") this.timer = window.setTimeout(() => this.held(start, FINGER_PX), HOLD_MS);
  }

  /** @param {Pixel} at @param {number} reach */
  held(at, reach) {
    if (!this.press || this.press.moved) return;
    this.press.done = true;
    this.meant.cancel();
    this.meant.hold(at, reach);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const at = this.at(event);
    const { press } = this;
    if (!press) return this.meant.hover(at, this.reach(event));
    if (press.id !== event.pointerId || press.done) return;
    const still = event.pointerType === "touch" ? FINGER_STILL_PX : STILL_PX;
    if (Math.hypot(at.x - press.start.x, at.y - press.start.y) >= still) press.moved = true;
    if (!press.moved) return;
    clearTimeout(this.timer);
    if (press.grabbed) this.meant.follow(at, this.reach(event));
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { press } = this;
    if (!press || press.id !== event.pointerId) return;
    this.end(false);
    if (press.done) return;
    if (press.grabbed && press.moved) this.meant.release(this.at(event), this.reach(event));
    else if (!press.moved) this.meant.tap(press.start, this.reach(event), event.pointerType === "touch");
  }

  /** @param {boolean} broken whether what was begun is given up */
  end(broken) {
    clearTimeout(this.timer);
    if (this.press?.grabbed) this.map.dragPan.enable();
    this.press = null;
    if (broken) this.meant.cancel();
  }
}
