// The series on show: asked for when measure, level or edition change, and then told to whoever listens.
import { figuresQuery } from "../state/address.js";
import { Latest, json, overtaken } from "./fetch.js";
import { Series } from "./series.js";
import { zonesOf } from "./zones.js";

/** @typedef {import("../state/store.js").Store} Store */
/** @typedef {import("../state/address.js").View} View */

export class Measured {
  /** @param {Store} store @param {string} address @param {string} locale @param {(failure: unknown) => void} failed */
  constructor(store, address, locale, failed) {
    this.store = store;
    this.address = address;
    this.locale = locale;
    this.failed = failed;
    this.latest = new Latest();
    this.query = "";
    /** @type {Series | null} */
    this.series = null;
    /** @type {Set<(series: Series) => void>} */
    this.listeners = new Set();
    /** @type {() => void} */
    this.off = () => undefined;
  }

  connect() {
    this.off = this.store.subscribe(() => void this.follow());
  }

  disconnect() {
    this.off();
    this.latest.drop();
  }

  /** @param {(series: Series) => void} listener @returns {() => void} how to stop listening */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Where the period on show stands in the series. */
  get at() {
    return this.series?.indexOf(this.store.state.period) ?? 0;
  }

  /** @param {View} view @param {AbortSignal} [signal] @returns {Promise<Series>} */
  async ask(view, signal) {
    const told = await json(this.address + figuresQuery(view), signal);
    const answer = { ...told, zones: zonesOf(told.zones) };
    const digits = answer.measure.decimals;
    return new Series(answer, new Intl.NumberFormat(this.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  }

  async follow() {
    const query = figuresQuery(this.store.state);
    if (query === this.query) return;
    this.query = query;
    try {
      const series = await this.latest.ask((signal) => this.ask(this.store.state, signal));
      this.series = series;
      for (const listener of [...this.listeners]) listener(series);
    } catch (failure) {
      if (overtaken(failure)) return;
      this.query = "";
      this.failed(failure);
    }
  }
}
