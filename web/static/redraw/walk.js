// @ts-check
// The order in which the keyboard goes from vertex to vertex: round a grid, and from grid to grid.
import { apartM } from "./metres.js";
import { rings, same } from "./shape.js";

/** @typedef {import("./draft.js").Place} Place */
/** @typedef {{place: Place, at: number, count: number, grid: string, others: string[]}} Stand */

/** Every vertex of a grid in the order of its rings. @param {any} feature @returns {Place[]} */
const around = (feature) => rings(feature.geometry).flatMap((ring) => ring.slice(1));

/** @param {number} n @param {number} count */
const wrapped = (n, count) => ((n % count) + count) % count;

export class Walk {
  /** @param {() => any[]} grids the draft's grids as they are now */
  constructor(grids) {
    this.grids = grids;
    /** @type {string | null} the grid that is gone round */
    this.code = null;
    this.at = 0;
  }

  get grid() {
    return this.grids().find((one) => one.properties.code === this.code) ?? null;
  }

  /** The vertex nearest to a place, of the grid that is gone round, or of all where none is. @param {Place} place @returns {Stand | null} */
  near(place) {
    const own = this.grid;
    let best = Infinity;
    for (const grid of own ? [own] : this.grids())
      around(grid).forEach((vertex, at) => {
        const distance = apartM(place, vertex);
        if (distance < best) [best, this.code, this.at] = [distance, grid.properties.code, at];
      });
    return best === Infinity ? null : this.stand();
  }

  /** Stand on a vertex that was chosen otherwise; stay in the grid if it has it. @param {Place} place @returns {Stand | null} */
  on(place) {
    if (!this.grid || !around(this.grid).some((vertex) => same(vertex, place))) this.code = null;
    return this.near(place);
  }

  /** @param {number} by @returns {Stand | null} */
  step(by) {
    const grid = this.grid;
    if (!grid) return null;
    this.at = wrapped(this.at + by, around(grid).length);
    return this.stand();
  }

  /** The first vertex of another grid. @param {number} by @returns {Stand | null} */
  change(by) {
    const all = this.grids();
    if (!all.length) return null;
    const place = all.findIndex((one) => one.properties.code === this.code);
    this.code = all[wrapped(place + by, all.length)].properties.code;
    this.at = 0;
    return this.stand();
  }

  /** The middle of the edge that leads on from where one stands. @returns {Place | null} */
  halfway() {
    const grid = this.grid;
    if (!grid) return null;
    const places = around(grid);
    const here = places[wrapped(this.at, places.length)];
    const ring = rings(grid.geometry).find((one) => one.some((place) => same(place, here))) ?? [];
    const next = ring[ring.findIndex((place) => same(place, here)) + 1] ?? ring[1];
    return [(here[0] + next[0]) / 2, (here[1] + next[1]) / 2];
  }

  /** @returns {Stand | null} */
  stand() {
    const grid = this.grid;
    if (!grid) return null;
    const places = around(grid);
    this.at = Math.min(this.at, places.length - 1);
    const place = places[this.at];
    const sharing = this.grids().filter((one) => one !== grid && around(one).some((vertex) => same(vertex, place)));
    return { place, at: this.at + 1, count: places.length, grid: grid.properties.name, others: sharing.map((one) => one.properties.name) };
  }
}
