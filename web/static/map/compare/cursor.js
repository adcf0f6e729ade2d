// The other map's cursor: a ring where the mouse is on its neighbour.

export class Cursor {
  /** @param {import("../canvas/engine.js").Map} map */
  constructor(map) {
    this.map = map;
    this.ring = document.createElement("i");
    this.ring.className = "map-cursor";
    this.ring.hidden = true;
    map.getCanvasContainer().append(this.ring);
  }

  /** @param {[number, number] | null} at */
  show(at) {
    this.ring.hidden = !at;
    if (!at) return;
    const { x, y } = this.map.project(at);
    this.ring.style.transform = `translate(${x}px, ${y}px)`;
  }

  remove() {
    this.ring.remove();
  }
}
