// Another measure or period beside the first: its own title and legend, the same camera, cursor and choice.
import { write } from "../state/address.js";
import { Latest, fragment, overtaken } from "../data/fetch.js";
import { Legend } from "../board/legend.js";
import { Pane } from "../canvas/pane.js";
import { onTheme } from "../../shell/theme.js";
import { Cursor } from "./cursor.js";
import { Frame } from "./frame.js";
import { lockstep } from "./lockstep.js";

/** @typedef {import("../data/series.js").Series} Series */
/** @typedef {import("../state/store.js").State} State */
/**
 * @typedef {object} Parts
 * @property {HTMLElement} maps what holds the maps side by side
 * @property {import("../canvas/live_map.js").LiveMap} live
 * @property {import("../data/config.js").Config} config
 * @property {import("../state/store.js").Store} store @property {import("../state/place.js").Place} place
 * @property {import("../data/measured.js").Measured} measured
 * @property {import("../data/words.js").Words} words
 * @property {(zone: number | null) => void} choose
 * @property {(failure: unknown) => void} failed
 */

export class Compare {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.latest = new Latest();
    /** @type {Pane | null} */
    this.pane = null;
    /** @type {Series | null} */
    this.series = null;
    this.at = 0;
    this.asked = "";
    /** @type {import("../state/store.js").Filter | null} */
    this.lit = null;
    /** @type {import("./frame.js").Frame | null} */
    this.frame = null;
    /** @type {(() => void)[]} */
    this.undo = [];
    /** @type {(() => void)[]} */
    this.off = [];
    this.section = document.createElement("section");
    this.section.className = "board-map board-map-other";
    this.heading = document.createElement("h2");
    this.heading.className = "board-map-title";
    this.own = this.heading.cloneNode();
    this.holder = document.createElement("div");
    this.holder.className = "map";
    this.legendBox = document.createElement("div");
    this.legendBox.className = "legend-box";
    this.foot = document.createElement("div");
    this.foot.className = "timeline";
    this.foot.setAttribute("aria-hidden", "true");
    this.legend = new Legend(() => this.legendBox.querySelector(".legend"), {
      light: (filter) => this.light(filter),
      pick: () => undefined,
      picked: () => null,
    });
  }

  connect() {
    const { store, measured } = this.parts;
    this.off = [
      store.subscribe((now, before) => this.follow(now, before)),
      measured.subscribe(() => void this.sync(true)),
      onTheme(() => void this.dress()),
    ];
    // Whoever opens an address that says where to look, looks there.
    void this.sync(false, Boolean(store.state.view));
  }

  disconnect() {
    for (const off of this.off) off();
    this.close();
  }

  /** @param {State} now @param {State} before */
  follow(now, before) {
    if (now.compare !== before.compare) void this.sync(false);
    if (now.hover !== before.hover || now.zone !== before.zone) this.pane?.mark(now.hover, now.zone ? Number(now.zone) : null);
    if (now.period !== before.period) this.title();
  }

  /** @param {boolean} anew whether the first side has other figures now @param {boolean} [still] whether the camera stays */
  async sync(anew, still = false) {
    const { compare } = this.parts.store.state;
    if (!compare) return this.close();
    if (compare === this.asked && !anew) return;
    this.asked = compare;
    try {
      const before = this.series;
      const fresh = !this.pane;
      await this.latest.ask((signal) => this.load(compare, signal));
      if (!this.pane) await this.open();
      else await this.dress();
      if (before !== this.series || !this.legendBox.hasChildNodes()) await this.drawLegend();
      if (fresh && !still) this.frame?.fit();
      this.paint();
    } catch (failure) {
      if (overtaken(failure)) return;
      this.parts.failed(failure);
      this.parts.place.stay({ compare: "" });
    }
  }

  /** The same measure keeps the first side's classes, or the two could not be compared. @param {string} compare @param {AbortSignal} signal */
  async load(compare, signal) {
    const { measured, store } = this.parts;
    const [measure, period] = compare.split("@");
    const known = measured.series?.periods.findIndex((one) => one.key === period) ?? -1;
    if (measure === (measured.series?.answer.measure.key ?? "") && known >= 0) {
      this.series = measured.series;
      this.at = known;
      return;
    }
    if (this.series?.answer.measure.key === measure && this.series !== measured.series && this.same(this.series)) {
      const found = this.series.periods.findIndex((one) => one.key === period);
      if (found >= 0) return void (this.at = found);
    }
    const until = known >= 0 ? store.state.until : "";
    const found = await measured.ask({ ...store.state, measure, period, until }, signal);
    const first = measured.series?.answer;
    this.series = measure === first?.measure.key ? found.under(first.breaks) : found;
    this.at = this.series.indexOf(period);
  }

  /** @param {Series} series @returns {boolean} whether it is of the level and edition on show */
  same(series) {
    const first = this.parts.measured.series?.answer;
    return series.answer.level === first?.level && series.answer.edition === first?.edition;
  }

  async open() {
    const { maps, live, config, choose, store } = this.parts;
    const first = live.grid;
    if (!first || !this.series) return;
    this.frame = new Frame(first, config.bounds);
    this.section.append(this.heading, this.holder, this.legendBox, this.foot);
    maps.firstElementChild?.prepend(this.own);
    maps.append(this.section);
    maps.dataset.count = "2";
    first.map.resize();
    this.section.dataset.classes = String(this.series.classes);
    const pane = (this.pane = new Pane(this.holder, this.section, config.style_url));
    this.title();
    // Two maps by one name could not be told apart by ear.
    const locale = { ...config.text, "Map.Title": `${this.heading.textContent}: ${config.text["Map.Title"]}` };
    const cursors = /** @type {Cursor[]} */ ([]);
    await pane.open(this.series, this.at, { camera: first.camera, bounds: null, locale, controls: false }, {
      hover: (zone, at) => {
        store.hold({ hover: zone });
        cursors[0]?.show(at);
      },
      choose,
      point: () => undefined,
      cluster: () => undefined,
    });
    if (!pane.grid || this.pane !== pane) return;
    cursors.push(new Cursor(first.map), new Cursor(pane.grid.map));
    const shown = (/** @type {[number, number] | null} */ at) => cursors[1].show(at);
    live.cursors.add(shown);
    this.undo = [lockstep(first.map, pane.grid.map), () => live.cursors.delete(shown), ...cursors.map((cursor) => () => cursor.remove())];
    pane.grid.grow(first.letters);
    pane.mark(store.state.hover, store.state.zone ? Number(store.state.zone) : null);
  }

  close() {
    this.latest.drop();
    this.asked = "";
    if (!this.pane) return;
    this.legend.disconnect();
    for (const undo of this.undo) undo();
    this.undo = [];
    this.pane.close();
    this.pane = null;
    this.series = null;
    this.legendBox.replaceChildren();
    this.section.remove();
    /** @type {Element} */ (this.own).remove();
    this.parts.maps.dataset.count = "1";
    this.parts.live.grid?.map.resize();
    this.frame?.restore();
    this.frame = null;
  }

  async drawn() {
    await this.dress();
    await this.pane?.grid?.drawn();
  }

  async dress() {
    if (!this.series) return;
    this.section.dataset.classes = String(this.series.classes);
    await this.pane?.wear(this.series, this.at);
    const { hover, zone } = this.parts.store.state;
    this.pane?.mark(hover, zone ? Number(zone) : null);
    this.paint();
  }

  paint() {
    if (!this.series) return;
    this.title();
    this.pane?.paint(this.series, this.at, [this.lit], true);
    this.legend.count(this.series, this.at);
  }

  title() {
    const { measured } = this.parts;
    const named = (/** @type {Series | null} */ series, /** @type {number} */ at) => series ? `${series.answer.measure.title} · ${series.periods[at].label}` : "";
    this.own.textContent = named(measured.series, measured.at);
    this.heading.textContent = named(this.series, this.at);
    this.section.setAttribute("aria-label", this.heading.textContent);
  }

  /** @param {import("../state/store.js").Filter | null} filter */
  light(filter) {
    this.lit = filter;
    if (this.series) this.pane?.paint(this.series, this.at, [filter], false);
  }

  /** The legend is drawn by the server, as the first one is; the same measure has the same one. */
  async drawLegend() {
    const { store, measured } = this.parts;
    const [measure, period] = store.state.compare.split("@");
    const own = document.querySelector("#legend");
    if (own && measure === measured.series?.answer.measure.key) return this.hang(/** @type {Element} */ (own.cloneNode(true)));
    const view = { ...store.state, measure, period, until: this.series?.periods.at(-1)?.key ?? "", class: "", state: "", compare: "", q: "", page: "", zone: "" };
    const page = await fragment(`${location.pathname}${write(view)}&part=board`);
    const legend = page.querySelector("#legend");
    if (legend) this.hang(document.adoptNode(legend));
  }

  /** @param {Element} legend */
  hang(legend) {
    for (const named of [legend, ...legend.querySelectorAll("[id]")]) named.removeAttribute("id");
    legend.removeAttribute("aria-labelledby");
    legend.setAttribute("aria-label", `${legend.getAttribute("aria-label") ?? ""} ${this.heading.textContent}`);
    this.legend.disconnect();
    this.legendBox.replaceChildren(legend);
    this.legend.connect();
  }
}
