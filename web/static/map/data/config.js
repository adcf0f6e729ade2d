// What the server tells the modules, inside the page.

/**
 * @typedef {object} Config
 * @property {string} values_url @property {string} style_url @property {string} search_url @property {string} points_url
 * @property {Record<string, string>} tiles addresses of the points' TileJSON by kind
 * @property {[number, number, number, number] | null} bounds west, south, east, north
 * @property {string} locale
 * @property {Partial<import("../state/address.js").View>} state what the server shows, nothing left open
 * @property {Record<string, string>} text
 */

/** @param {ParentNode} page @returns {Config} */
export const readConfig = (page) => JSON.parse(page.querySelector("#map-config")?.textContent ?? "{}");
