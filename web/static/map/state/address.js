// What the page shows, as the query of its address: the address is the whole state.

/** @typedef {"measure"|"level"|"edition"|"period"|"until"|"sort"|"page"|"q"|"class"|"state"|"zone"|"compare"|"points"|"view"} Key */
/** @typedef {Record<Key, string>} View what is shown; "" leaves the choice to the server */

/** @type {readonly Key[]} */
export const KEYS = ["measure", "level", "edition", "period", "until", "sort", "page", "q", "class", "state", "zone", "compare", "points", "view"];

/** What changes on the map alone; the server's part of the page is the same. */
const MAP_ONLY = new Set(["zone", "view", "points"]);
/** What stops meaning anything when another measure, level or edition is shown. */
const OF_THE_FIGURES = { class: "", state: "", page: "" };

/** @returns {View} */
export const nothing = () => /** @type {View} */ (Object.fromEntries(KEYS.map((key) => [key, ""])));

/** @param {string} search the query, with or without "?" @returns {View} */
export function read(search) {
  const query = new URLSearchParams(search);
  const view = nothing();
  for (const key of KEYS) view[key] = query.get(key) ?? "";
  return view;
}

/** @param {Partial<View>} view @param {(key: Key) => boolean} [wanted] @returns {string} "" or "?…", keys in one order */
export function write(view, wanted = () => true) {
  const query = new URLSearchParams();
  for (const key of KEYS) if (view[key] && wanted(key)) query.set(key, view[key]);
  // A place is read by people: its slashes stay slashes.
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%40", "@");
  return text ? `?${text}` : "";
}

/** @param {View} view @returns {string} the query of the server's part of the page */
export const boardQuery = (view) => write(view, (key) => !MAP_ONLY.has(key));

/** @param {View} view @returns {string} the query of the figures; moving within the series is no other series */
export const figuresQuery = ({ measure, level, edition, period, until }) =>
  write({ measure, level, edition, period: until || period, until: until || period });

/**
 * The view after a change: what the change makes meaningless is dropped.
 * @param {View} view @param {Partial<View>} change @returns {View}
 */
export function changed(view, change) {
  const differs = (/** @type {Key} */ key) => change[key] !== undefined && change[key] !== view[key];
  const next = { ...view };
  if (differs("measure") || differs("level") || differs("edition")) Object.assign(next, OF_THE_FIGURES);
  if (differs("level") || differs("edition")) next.zone = "";
  if (["sort", "q", "class", "state"].some((key) => differs(/** @type {Key} */ (key)))) next.page = "";
  return Object.assign(next, change);
}
