// @ts-check
// Vertices and edges of the outlines on the screen: which one lies under the pointer.

/** @typedef {import("./draft.js").Place} Place */
/** @typedef {{x: number, y: number}} Pixel */
/** @typedef {(place: Place) => Pixel} Project */

/** @param {any} geometry @returns {Place[][]} its rings */
export const rings = (geometry) => (geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat());

/** @param {Place} one @param {Place} other */
export const same = (one, other) => one[0] === other[0] && one[1] === other[1];

/** Every vertex once. @param {any[]} features @returns {Place[]} */
export function vertices(features) {
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const feature of features) for (const ring of rings(feature.geometry)) for (const place of ring) found.set(place.join(), place);
  return [...found.values()];
}

/** @param {Pixel} a @param {Pixel} b */
const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** The vertex nearest to a pixel, within a distance in pixels. @param {Place[]} places @param {Project} project @param {Pixel} at @param {number} within @param {Place | null} [but] */
export function nearestVertex(places, project, at, within, but = null) {
  let best = within;
  /** @type {Place | null} */
  let found = null;
  for (const place of places) {
    const distance = but !== null && same(place, but) ? Infinity : apart(project(place), at);
    if (distance <= best) [best, found] = [distance, place];
  }
  return found;
}

/** The place on an edge nearest to a pixel, within a distance in pixels. @param {any[]} features @param {Project} project @param {Pixel} at @param {number} within @returns {Place | null} */
export function nearestOnEdge(features, project, at, within) {
  let best = within;
  /** @type {Place | null} */
  let found = null;
  for (const feature of features)
    for (const ring of rings(feature.geometry))
      for (let i = 1; i < ring.length; i += 1) {
        const [from, to] = [ring[i - 1], ring[i]];
        const [a, b] = [project(from), project(to)];
        const length = Math.max((b.x - a.x) ** 2 + (b.y - a.y) ** 2, 1e-9);
        const share = Math.min(1, Math.max(0, ((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / length));
        const distance = apart({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }, at);
        if (distance < best) [best, found] = [distance, [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]];
      }
  return found;
}

/** The features with one vertex elsewhere: how a move would look. @param {any} collection @param {Place} from @param {Place} to */
export function moved(collection, from, to) {
  /** @param {any} part @returns {any} */
  const walk = (part) => (typeof part[0] === "number" ? (same(part, from) ? to : part) : part.map(walk));
  const features = collection.features.map((/** @type {any} */ f) =>
    rings(f.geometry).some((ring) => ring.some((place) => same(place, from)))
      ? { ...f, geometry: { ...f.geometry, coordinates: walk(f.geometry.coordinates) } }
      : f,
  );
  return { ...collection, features };
}

/** @param {any} collection @returns {[number, number, number, number]} west, south, east, north */
export function bounds(collection) {
  const all = vertices(collection.features);
  const [lon, lat] = [all.map((p) => p[0]), all.map((p) => p[1])];
  const least = (/** @type {number[]} */ n) => n.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (/** @type {number[]} */ n) => n.reduce((a, b) => Math.max(a, b), -Infinity);
  return [least(lon), least(lat), most(lon), most(lat)];
}
