// @ts-check
// Steps in metres over degrees, good for the width of a street: what the keyboard moves by.

/** @typedef {import("./draft.js").Place} Place */

const METRES_A_DEGREE = 111_195;

/** @param {number} lat */
const eastward = (lat) => METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180);

/** @param {Place} place @param {number} eastM @param {number} northM @returns {Place} */
export const stepped = ([lon, lat], eastM, northM) => [lon + eastM / eastward(lat), lat + northM / METRES_A_DEGREE];

/** How far one place lies east and north of another. @param {Place} from @param {Place} to */
export const between = ([lon, lat], [lon2, lat2]) => ({ eastM: (lon2 - lon) * eastward(lat), northM: (lat2 - lat) * METRES_A_DEGREE });

/** @param {Place} from @param {Place} to */
export function apartM(from, to) {
  const { eastM, northM } = between(from, to);
  return Math.hypot(eastM, northM);
}
