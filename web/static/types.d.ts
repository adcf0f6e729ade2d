// The map library is installed beside the pages; its types are the package's own.
declare module "*/maplibre-gl.mjs" {
  export * from "maplibre-gl";
}
