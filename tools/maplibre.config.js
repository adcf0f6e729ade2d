// MapLibre's modules from its own source, with the bundler that its makers use: what page and worker share is one file.
const SOURCE = "node_modules/maplibre-gl/src";

export default {
  input: { "maplibre-gl": `${SOURCE}/index.ts`, "maplibre-gl-worker": `${SOURCE}/source/worker.ts` },
  platform: "browser",
  // Fields that are only declared are the parent's, as the makers compile them.
  transform: { assumptions: { setPublicClassFields: true }, typescript: { removeClassFieldsWithoutInitializer: true } },
  output: {
    dir: "node_modules/.maplibre-gl",
    cleanDir: true,
    minify: true,
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name].mjs",
    codeSplitting: { groups: [{ name: "maplibre-gl-shared", minShareCount: 2 }] },
    postBanner: "/* MapLibre GL JS, 3-Clause BSD; the licence lies beside this file. */",
  },
};
