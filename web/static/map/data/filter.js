// The legend's filter as text for the address: `class=2`, `class=2-4`, or `state=no_data`.

/** @typedef {import("../state/store.js").Filter} Filter */

/** @param {{class: string, state: string}} view @returns {Filter | null} */
export function readFilter(view) {
  if (view.state) return { state: view.state };
  const found = /^(\d+)(?:-(\d+))?$/.exec(view.class);
  if (!found) return null;
  const ends = [Number(found[1]), Number(found[2] ?? found[1])];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** @param {Filter | null} filter @returns {{class: string, state: string}} */
export function writeFilter(filter) {
  if (!filter) return { class: "", state: "" };
  if ("state" in filter) return { class: "", state: filter.state };
  return { class: filter.from === filter.to ? String(filter.from) : `${filter.from}-${filter.to}`, state: "" };
}

/** @param {Filter | null} one @param {Filter | null} other */
export const sameFilter = (one, other) => JSON.stringify(one) === JSON.stringify(other);
