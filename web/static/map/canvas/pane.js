// A map with the figures of one series, in the theme of the page. The page has one; comparing adds another.
import { styleAddress, styleAt } from "../data/style.js";
import { theme } from "../../shell/theme.js";
import { hatch } from "../../shell/hatch.js";
import { readColours } from "./colours.js";
import { GridMap } from "./grid_map.js";
import { Pointer } from "./pointer.js";

/** @typedef {import("../data/series.js").Series} Series */
/** @typedef {import("../state/store.js").Filter} Filter */
/** @typedef {import("./grid_map.js").Start} Start */

export class Pane {
  /** @param {HTMLElement} holder @param {Element} board where the colour ramp is @param {string} styleUrl */
  constructor(holder, board, styleUrl) {
    this.holder = holder;
    this.board = board;
    this.styleUrl = styleUrl;
    /** @type {GridMap | null} */
    this.grid = null;
    /** @type {Pointer | null} */
    this.pointer = null;
    /** @type {string} what the map wears: style and classes */
    this.worn = "";
  }

  /** @param {Series} series @param {number} period @returns {Promise<import("./grid_map.js").Dress>} */
  async dressFor(series, period) {
    const base = await styleAt(styleAddress(this.styleUrl, series.answer));
    const states = series.occurring;
    const images = Object.fromEntries(states.map((state) => [state, hatch(state)]));
    return { base, colours: readColours(this.board, series.classes), images, states, series, period };
  }

  /** Raises where there is no WebGL. @param {Series} series @param {number} period @param {Start} start @param {import("./pointer.js").Meant} meant */
  async open(series, period, start, meant) {
    this.worn = outfit(series);
    this.grid = new GridMap(this.holder, await this.dressFor(series, period), start);
    this.pointer = new Pointer(this.grid, meant);
    this.pointer.connect();
    await this.grid.styled;
  }

  close() {
    this.pointer?.disconnect();
    this.grid?.remove();
    this.grid = null;
  }

  /** New figures or a new theme; the map is only dressed anew where it must. @param {Series} series @param {number} period */
  async wear(series, period) {
    const wanted = outfit(series);
    if (!this.grid || wanted === this.worn) return;
    this.worn = wanted;
    const dress = await this.dressFor(series, period);
    if (this.worn === wanted) await this.grid.dress(dress);
  }

  /** @param {Series} series @param {number} period @param {(Filter | null)[]} filters @param {boolean} labels whether the figures changed */
  paint(series, period, filters, labels) {
    if (labels) this.grid?.figures.show(series, period);
    this.grid?.paint(series, period, filters);
  }

  /** @param {number | null} hover @param {number | null} chosen */
  mark(hover, chosen) {
    this.grid?.choropleth.mark("hover", hover);
    this.grid?.choropleth.mark("chosen", chosen);
  }
}

/** What decides how a map is dressed; figures that move within it are told without a new style. @param {Series} series */
const outfit = (series) => [theme(), series.answer.level, series.answer.edition, series.classes, series.occurring].join("|");
