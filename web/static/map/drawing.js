// The map side of the page: the live map where the browser can draw one, else the server's own drawing.
import { Compare } from "./compare/compare.js";
import { LiveMap } from "./canvas/live_map.js";
import { PointCard } from "./canvas/point_card.js";
import { styleAddress, styleAt } from "./canvas/pane.js";
import { SvgMap } from "./fallback/svg_map.js";

/**
 * @typedef {object} Parts
 * @property {HTMLElement} root @property {import("./data/config.js").Config} config @property {import("./data/words.js").Words} tell
 * @property {import("./state/store.js").Store} store @property {import("./state/place.js").Place} place
 * @property {import("./data/measured.js").Measured} measured @property {import("./board/said.js").Said} said
 * @property {import("./board/board.js").Board} board
 * @property {(zone: number | null) => void} choose
 */

/** The server leaves its drawing out for a browser that has drawn the live map before. @param {boolean} drawn */
function noteWebGl(drawn) {
  document.cookie = `xunge_map=gl; path=/; SameSite=Lax; max-age=${drawn ? 31536000 : 0}`;
}

export class Drawing {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    const { config, said, root } = parts;
    this.holder = /** @type {HTMLElement} */ (root.querySelector("#map"));
    this.fallback = /** @type {HTMLElement | null} */ (root.querySelector("#map-fallback"));
    this.failed = (/** @type {unknown} */ failure) => said.failed(failure);
    this.card = new PointCard(this.holder.parentElement ?? this.holder, config.points_url, parts.tell, this.failed);
    this.live = new LiveMap({
      ...parts, holder: this.holder, board: root, failed: this.failed,
      point: (kind, ref, at) => this.live.grid && void this.card.show(this.live.grid.map, { kind, ref, edition: parts.store.state.edition }, at),
    });
    this.compare = new Compare({
      ...parts, live: this.live, words: parts.tell, failed: this.failed,
      maps: /** @type {HTMLElement} */ (root.querySelector(".board-maps")),
    });
  }

  /** Figures and style are asked for together; the map waits for both. */
  async connect() {
    const { measured, config, store } = this.parts;
    this.holder.dataset.drawing = "";
    styleAt(styleAddress(config.style_url, store.state)).catch(() => undefined);
    await measured.follow();
    if (measured.series) return this.open(measured.series);
    // The figures may come at the second try.
    const off = measured.subscribe((series) => {
      off();
      void this.open(series);
    });
  }

  /** @param {import("./data/series.js").Series} series */
  async open(series) {
    try {
      await this.live.connect(series);
    } catch (failure) {
      return this.withoutWebGl(failure);
    }
    await this.live.grid?.drawn;
    noteWebGl(true);
    delete this.holder.dataset.drawing;
    this.holder.dataset.ready = "";
    performance.mark("map-ready");
    this.fallback?.setAttribute("hidden", "");
    this.compare.connect();
  }

  /** @param {unknown} failure */
  async withoutWebGl(failure) {
    const { said, tell, root, store, measured, choose, board } = this.parts;
    noteWebGl(false);
    delete this.holder.dataset.drawing;
    this.holder.hidden = true;
    const lacking = /webgl/i.test(String(failure));
    if (!lacking) this.failed(failure);
    if (!root.querySelector("#map-svg [data-zone]")) await board.again();
    this.fallback?.removeAttribute("hidden");
    new SvgMap(root, store, measured, choose).connect();
    if (lacking) said.say(tell("without_webgl"));
    root.dataset.map = "drawing";
  }

  /** @returns {boolean} whether there was something over the map to close */
  escape() {
    if (!this.card.open) return false;
    this.card.close();
    return true;
  }

  /** @param {[number, number]} at */
  reveal(at) {
    this.live.grid?.reveal(at);
  }

  /** @param {[number, number]} at @param {number} [zoom] */
  fly(at, zoom) {
    this.live.grid?.fly(at, zoom);
  }

  /** Fly to a place that is no zone, and mark it. @param {[number, number]} at @param {number} zoom */
  point(at, zoom) {
    if (this.live.grid) this.card.place(this.live.grid.map, at);
    this.fly(at, zoom);
  }

  /** @param {number} scale */
  grow(scale) {
    this.live.grid?.grow(scale);
    this.compare.pane?.grid?.grow(scale);
  }

  resize() {
    for (const grid of [this.live.grid, this.compare.pane?.grid]) grid?.map.resize();
  }
}
