// Where WebGL is missing, the server's drawing stays: it follows the table and time as the live map does.
import { readFilter } from "../data/filter.js";

/** @typedef {import("../data/series.js").Series} Series */
const ZONE = "#map-svg [data-zone]";

export class SvgMap {
  /** @param {HTMLElement} root @param {import("../state/store.js").Store} store
   * @param {import("../data/measured.js").Measured} measured @param {(zone: number | null) => void} choose */
  constructor(root, store, measured, choose) {
    this.root = root;
    this.store = store;
    this.measured = measured;
    this.choose = choose;
    /** @type {(() => void)[]} */
    this.undo = [];
    this.pointed = (/** @type {Event} */ event) => this.point(event);
    this.clicked = (/** @type {Event} */ event) => this.click(event);
  }

  connect() {
    this.root.addEventListener("mouseover", this.pointed);
    this.root.addEventListener("click", this.clicked);
    this.undo = [
      this.store.subscribe((now, before) => {
        this.marks();
        if (now.period !== before.period || now.lit !== before.lit || now.class !== before.class || now.state !== before.state) this.paint();
      }),
      this.measured.subscribe(() => this.paint()),
    ];
    this.marks();
  }

  disconnect() {
    this.root.removeEventListener("mouseover", this.pointed);
    this.root.removeEventListener("click", this.clicked);
    for (const undo of this.undo) undo();
  }

  /** @param {Event} event */
  zoneOf(event) {
    const zone = /** @type {Element} */ (event.target).closest(ZONE)?.getAttribute("data-zone");
    return zone ? Number(zone) : null;
  }

  /** @param {Event} event */
  point(event) {
    if (/** @type {Element} */ (event.target).closest("#map-svg")) this.store.hold({ hover: this.zoneOf(event) });
  }

  /** @param {Event} event */
  click(event) {
    const zone = this.zoneOf(event);
    if (zone === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(zone);
  }

  marks() {
    const { hover, zone } = this.store.state;
    for (const shape of this.root.querySelectorAll(ZONE)) {
      const own = shape.getAttribute("data-zone");
      shape.classList.toggle("is-hover", own === String(hover));
      shape.classList.toggle("is-chosen", own === zone);
    }
  }

  paint() {
    const { series, at } = this.measured;
    if (!series) return;
    const filters = [readFilter(this.store.state), this.store.state.lit];
    for (const shape of this.root.querySelectorAll(ZONE)) {
      const place = series.places.get(Number(shape.getAttribute("data-zone")));
      if (place === undefined) continue;
      for (const name of [...shape.classList]) if (/^(c\d|s-\w+|is-muted)$/.test(name)) shape.classList.remove(name);
      const cls = series.classAt(place, at);
      const state = series.state(place, at);
      if (cls >= 0) shape.classList.add(`c${cls}`);
      if (state !== "value") shape.classList.add(`s-${state}`);
      shape.classList.toggle("is-muted", !filters.every((filter) => series.passes(place, at, filter)));
    }
  }
}
