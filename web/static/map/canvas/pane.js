// A map with the figures of one series, in the theme of the page. The page has one; comparing adds another.
import { json } from "../data/fetch.js";
import { theme } from "../../shell/theme.js";
import { hatch } from "../../shell/hatch.js";
import { MARKED } from "../data/series.js";
import { readColours } from "./colours.js";
import { GridMap } from "./grid_map.js";
import { Pointer } from "./pointer.js";

/** @typedef {import("../data/series.js").Series} Series */
/** @typedef {import("../state/store.js").Filter} Filter */
/** @typedef {import("./grid_map.js").Start} Start */

/** @type {Map<string, Promise<any>>} styles by address: a theme is fetched once */
const styles = new Map();

/** @param {string} address @returns {Promise<any>} */
export function styleAt(address) {
  const known = styles.get(address) ?? json(address);
  styles.set(address, known);
  known.catch(() => styles.delete(address));
  return known;
}

/** @param {string} address @param {{level: string, edition: string | number}} shown */
export const styleAddress = (address, { level, edition }) => `${address}?${new URLSearchParams({ theme: theme(), edition: String(edition), level })}`;

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

  /** @param {Series} series @returns {Promise<import("./grid_map.js").Dress>} */
  async dressFor(series) {
    const base = await styleAt(styleAddress(this.styleUrl, series.answer));
    const occurring = new Set(series.answer.states.flatMap((_, period) => series.zones.map((_, place) => series.state(place, period))));
    const states = MARKED.filter((state) => occurring.has(state));
    const images = Object.fromEntries(states.map((state) => [state, hatch(state)]));
    return { base, colours: readColours(this.board, series.classes), images, states };
  }

  /** Raises where there is no WebGL. @param {Series} series @param {number} period @param {Start} start @param {import("./pointer.js").Meant} meant */
  async open(series, period, start, meant) {
    this.worn = this.outfit(series);
    const dress = await this.dressFor(series);
    this.grid = new GridMap(this.holder, dress, series, period, start);
    this.pointer = new Pointer(this.grid, meant);
    this.pointer.connect();
    await this.grid.styled;
  }

  close() {
    this.pointer?.disconnect();
    this.grid?.remove();
    this.grid = null;
  }

  /** @param {Series} series */
  outfit(series) {
    const { level, edition, breaks, measure } = series.answer;
    return [theme(), level, edition, measure.key, breaks, [...new Set(series.answer.states.join(""))].sort()].join("|");
  }

  /** New figures or a new theme; the map is only dressed anew where it must. @param {Series} series @param {number} period */
  async wear(series, period) {
    const outfit = this.outfit(series);
    if (!this.grid || outfit === this.worn) return;
    this.worn = outfit;
    const dress = await this.dressFor(series);
    if (this.worn === outfit) await this.grid.dress(dress, series, period);
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
