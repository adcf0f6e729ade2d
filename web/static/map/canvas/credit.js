// Our own base map needs no credit; one from elsewhere says whose it is.

/** @param {any} style @returns {{compact: boolean} | false} how the map shows who made its ground */
export const credited = (style) => (Object.values(style?.sources ?? {}).some((source) => source.attribution) ? { compact: false } : false);
