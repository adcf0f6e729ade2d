// The page's map: it follows the store and the figures, and tells the store what is pointed at.
import { readFilter } from "../data/filter.js";
import { json } from "../data/fetch.js";
import { readCamera, writeCamera } from "../state/camera.js";
import { onTheme } from "../../shell/theme.js";
import { ZONES } from "./layers.js";
import { Pane } from "./pane.js";
import { printable } from "./print.js";

/** @typedef {import("../state/store.js").State} State */
/** @typedef {import("../data/series.js").Series} Series */
/**
 * @typedef {object} Parts
 * @property {HTMLElement} holder @property {HTMLElement} board
 * @property {import("../data/config.js").Config} config
 * @property {import("../state/store.js").Store} store @property {import("../state/place.js").Place} place
 * @property {import("../data/measured.js").Measured} measured
 * @property {(zone: number | null) => void} choose
 * @property {(kind: string, ref: string, at: [number, number]) => void} point
 * @property {(failure: unknown) => void} failed @property {() => void} lost told once when zones do not arrive
 */

const SETTLED_MS = 250;

export class LiveMap {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.pane = new Pane(parts.holder, parts.board, parts.config.style_url);
    this.timer = 0;
    /** @type {Promise<void> | undefined} the last dressing */
    this.renewed = undefined;
    /** @type {(() => void)[]} */
    this.undo = [];
    /** @type {import("../over/hotspots.js").HotspotLayers | null} */
    this.hotspots = null;
    /** @type {Set<(at: [number, number] | null) => void>} who follows the cursor */
    this.cursors = new Set();
  }

  get grid() {
    return this.pane.grid;
  }

  /** Raises where the map cannot be drawn. @param {Series} series */
  async connect(series) {
    const { store, place, measured, config, failed } = this.parts;
    const start = { camera: readCamera(store.state.view), bounds: config.bounds, locale: config.text };
    await this.pane.open(series, measured.at, start, this.meant());
    const { grid } = this;
    if (!grid) return;
    const lost = (/** @type {any} */ event) => {
      if (event.sourceId !== ZONES.source) return console.warn(event.error);
      grid.map.off("error", lost);
      grid.map.on("error", (/** @type {any} */ later) => console.warn(later.error));
      this.parts.lost();
    };
    grid.map.on("error", lost);
    // For the console and the browser tests: the map behind the element.
    Object.assign(this.parts.holder, { live: this });
    const moved = () => this.settle(() => place.stay({ view: writeCamera(grid.camera) }));
    grid.map.on("moveend", moved);
    this.undo = [
      store.subscribe((now, before) => this.follow(now, before)),
      measured.subscribe((fresh) => void this.renew(fresh).catch(failed)),
      onTheme(() => measured.series && void this.renew(measured.series).catch(failed)),
      printable(grid),
      () => grid.map.off("moveend", moved),
    ];
    this.paint(true);
    this.marks();
    await this.points().catch(failed);
    await grid.drawn();
    grid.outline();
  }

  disconnect() {
    for (const undo of this.undo) undo();
    clearTimeout(this.timer);
    this.pane.close();
  }

  /** @returns {import("./pointer.js").Meant} */
  meant() {
    const { store, choose, point } = this.parts;
    return {
      hover: (zone, at) => {
        store.hold({ hover: zone });
        for (const cursor of this.cursors) cursor(at);
      },
      choose,
      point: (ref, at) => point(store.state.points, ref, at),
      cluster: (at) => this.grid?.fly(at, this.grid.map.getZoom() + 2),
      leads: (place) => this.hotspots?.leadsTo(place) ?? "",
    };
  }

  /** The address notes where the map came to rest, not the way there. @param {() => void} act */
  settle(act) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, SETTLED_MS);
  }

  /** @param {State} now @param {State} before */
  follow(now, before) {
    const differs = (/** @type {(keyof State)[]} */ ...keys) => keys.some((key) => now[key] !== before[key]);
    if (differs("hover", "zone")) this.marks();
    if (differs("period")) this.paint(true);
    else if (differs("class", "state", "lit")) this.paint(false);
    if (differs("points", "edition", "moving") || (differs("period") && !now.moving)) void this.points().catch(this.parts.failed);
    if (differs("view")) this.stand(now.view);
  }

  /** Back to where the address says, unless the map is there already. @param {string} view */
  stand(view) {
    const camera = readCamera(view);
    if (camera && this.grid && writeCamera(this.grid.camera) !== view) this.grid.stand(camera);
  }

  async drawn() {
    await this.renewed;
    await this.grid?.drawn();
  }

  /** @param {Series} series */
  renew(series) {
    return (this.renewed = this.dress(series));
  }

  /** @param {Series} series */
  async dress(series) {
    this.hotspots?.clear();
    await this.pane.wear(series, this.parts.measured.at);
    this.paint(true);
    this.marks();
    await this.points();
  }

  /** @param {boolean} labels */
  paint(labels) {
    const { series, at } = this.parts.measured;
    const { state } = this.parts.store;
    if (series) this.pane.paint(series, at, [readFilter(state), state.lit], labels);
  }

  marks() {
    const { hover, zone } = this.parts.store.state;
    this.pane.mark(hover, zone ? Number(zone) : null);
  }

  /** The points of the period on show; while time runs they wait. */
  async points() {
    const { measured, store, config } = this.parts;
    const { points: kind, edition, moving } = store.state;
    if (moving || !this.grid) return;
    const address = config.tiles[kind];
    for (const legend of this.parts.board.querySelectorAll("[data-over]")) legend.toggleAttribute("hidden", legend.getAttribute("data-over") !== kind);
    if (kind !== "hotspots") this.hotspots?.clear();
    if (!address || kind === "hotspots") this.grid.points.clear();
    if (!address) return;
    const { from = "", to = "" } = measured.series?.periods[measured.at] ?? {};
    const timed = kind === "household" || kind === "hotspots" ? {} : { from, to };
    const query = new URLSearchParams(Object.entries({ edition, ...timed }).filter(([, value]) => value));
    const name = `${address}?${query}`;
    const tileJson = await json(name);
    if (store.state.points !== kind) return;
    if (kind !== "hotspots") return this.grid.points.show(tileJson, name, this.grid.colours);
    const { HotspotLayers } = await import("../over/hotspots.js");
    this.hotspots ??= new HotspotLayers(this.grid.map);
    this.hotspots.show(tileJson, name, this.grid.colours);
  }
}
