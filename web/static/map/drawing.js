// The map side of the page: the live map where the browser can draw one, else the server's own drawing.
import { styleAddress, styleAt } from "./data/style.js";

/**
 * @typedef {object} Parts
 * @property {HTMLElement} root @property {import("./data/config.js").Config} config @property {import("./data/words.js").Words} tell
 * @property {import("./state/store.js").Store} store @property {import("./state/place.js").Place} place
 * @property {import("./data/measured.js").Measured} measured @property {import("./board/said.js").Said} said
 * @property {import("./board/board.js").Board} board
 * @property {(zone: number | null) => void} choose
 */

const LONG_MS = 2000;

export class Drawing {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.holder = /** @type {HTMLElement} */ (parts.root.querySelector("#map"));
    this.failed = (/** @type {unknown} */ failure) => parts.said.failed(failure);
    /** @type {import("./canvas/live_map.js").LiveMap | null} */
    this.live = null;
    /** @type {import("./compare/compare.js").Compare | null} */
    this.compare = null;
    /** @type {import("./card/point_card.js").PointCard | null} */
    this.card = null;
  }

  async connect() {
    const { config, store } = this.parts;
    this.holder.dataset.drawing = "";
    // Whoever waits longer is told so; before that a sign that moves would only keep the browser from drawing.
    setTimeout(() => this.holder.dataset.drawing === "" && (this.holder.dataset.drawing = "long"), LONG_MS);
    styleAt(styleAddress(config.style_url, store.state)).catch(() => undefined);
    try {
      // Asked for together: figures, style and the map's engine, which is a megabyte.
      const [{ LiveMap }, series] = await Promise.all([import("./canvas/live_map.js"), this.figures()]);
      await this.open(LiveMap, series);
    } catch (failure) {
      return this.withoutWebGl(failure);
    }
    // The server's own drawing, where it was asked for once, is sent no more.
    document.cookie = "xunge_map=; path=/; SameSite=Lax; max-age=0";
    this.ready();
    const { Compare } = await import("./compare/compare.js");
    this.compare = new Compare({
      ...this.parts, live: /** @type {any} */ (this.live), words: this.parts.tell, failed: this.failed,
      maps: /** @type {HTMLElement} */ (this.parts.root.querySelector(".board-maps")),
    });
    this.compare.connect();
  }

  /** The figures; they may come at the second try only. @returns {Promise<import("./data/series.js").Series>} */
  async figures() {
    const { measured } = this.parts;
    await measured.follow();
    if (measured.series) return measured.series;
    return new Promise((done) => {
      const off = measured.subscribe((series) => {
        off();
        done(series);
      });
    });
  }

  /** @param {typeof import("./canvas/live_map.js").LiveMap} LiveMap @param {import("./data/series.js").Series} series */
  async open(LiveMap, series) {
    const live = new LiveMap({
      ...this.parts, holder: this.holder, failed: this.failed, board: this.parts.root,
      point: (kind, ref, at) => void this.show(kind, ref, at).catch(this.failed),
      lost: () => this.parts.said.show(this.parts.tell("no_zones"), () => location.reload()),
    });
    this.live = live;
    await live.connect(series);
  }

  ready() {
    delete this.holder.dataset.drawing;
    this.holder.dataset.ready = "";
    performance.mark("map-ready");
  }

  /** @param {unknown} failure */
  async withoutWebGl(failure) {
    const { said, tell, root, store, measured, choose, board } = this.parts;
    const lacking = /webgl/i.test(String(failure));
    if (!lacking) console.warn(failure);
    this.live?.disconnect();
    this.live = null;
    delete this.holder.dataset.drawing;
    this.holder.hidden = true;
    root.dataset.map = "drawing";
    // What stands in the page for who runs no script is text until it is taken out; mostly it is not sent at first.
    const kept = root.querySelector("#map-drawn");
    if (!kept) await board.drawn();
    else if (!root.querySelector("#map-fallback")) kept.insertAdjacentHTML("afterend", kept.textContent ?? "");
    const { SvgMap } = await import("./fallback/svg_map.js");
    new SvgMap(root, store, measured, choose).connect();
    if (lacking) said.say(tell("without_webgl"));
    else said.show(tell("no_style"), () => location.reload());
  }

  /** @returns {Promise<import("./card/point_card.js").PointCard>} */
  async cardOver() {
    const { PointCard } = await import("./card/point_card.js");
    return (this.card ??= new PointCard(this.holder.parentElement ?? this.holder, this.parts.config.points_url, this.parts.tell, this.failed));
  }

  /** What is known of one point. @param {string} kind @param {string} ref @param {[number, number]} at */
  async show(kind, ref, at) {
    const card = await this.cardOver();
    const { edition } = this.parts.store.state;
    if (this.live?.grid) await card.show(this.live.grid.map, { kind, ref, edition }, at);
  }

  /** @returns {boolean} whether there was something over the map to close */
  escape() {
    if (!this.card?.open) return false;
    this.card.close();
    return true;
  }

  /** @param {[number, number]} at */
  reveal(at) {
    this.live?.grid?.reveal(at);
  }

  /** @param {[number, number]} at @param {number} [zoom] */
  fly(at, zoom) {
    this.live?.grid?.fly(at, zoom);
  }

  /** Fly to a place that is no zone, and mark it. @param {[number, number]} at @param {number} zoom */
  async point(at, zoom) {
    this.fly(at, zoom);
    const card = await this.cardOver();
    if (this.live?.grid) card.place(this.live.grid.map, at);
  }

  /** @param {number} scale */
  grow(scale) {
    this.live?.grid?.grow(scale);
    this.compare?.pane?.grid?.grow(scale);
  }

  /** Every map on show is drawn, in the theme that holds. */
  async drawn() {
    await Promise.all([this.live?.drawn(), this.compare?.drawn()]);
  }

  resize() {
    for (const grid of [this.live?.grid, this.compare?.pane?.grid]) grid?.map.resize();
  }
}
