// The server's map style for a theme, a level and an edition; each is fetched once.
import { json } from "./fetch.js";
import { theme } from "../../shell/theme.js";

/** @type {Map<string, Promise<any>>} by address */
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
