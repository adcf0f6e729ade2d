// The zones of a series as /api/values sends them: column by column, most numbers as steps from the one before.

/** @typedef {import("./series.js").Zone} Zone */
/** @typedef {{id: number[], name: string[], lon: number[], lat: number[], room: number[]}} Columns `lon` and `lat` in steps of a hundred-thousandth of a degree */

const PER_DEGREE = 100000;

/** @param {number[]} steps @returns {number[]} the numbers themselves */
function added(steps) {
  let now = 0;
  return steps.map((step) => (now += step));
}

/** @param {Columns} columns @returns {Zone[]} */
export function zonesOf({ id, name, lon, lat, room }) {
  const [ids, lons, lats] = [id, lon, lat].map(added);
  return ids.map((one, i) => ({ id: one, name: name[i], at: [lons[i] / PER_DEGREE, lats[i] / PER_DEGREE], room: room[i] }));
}
