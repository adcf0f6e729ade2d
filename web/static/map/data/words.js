// The sentences that the server translated, with their figures put in.

/** @typedef {(key: string, figures?: Record<string, string | number>) => string} Words */

/** @param {Record<string, string>} texts @returns {Words} a sentence by its key; the key itself where there is none */
export const words = (texts) => (key, figures = {}) =>
  (texts[key] ?? key).replace(/%\((\w+)\)[sd]/g, (whole, name) => String(figures[name] ?? whole)).replaceAll("%%", "%");
