// On paper the map is a picture, taken in the moment of printing: not every browser prints the canvas itself.

/** @param {import("./grid_map.js").GridMap} grid @returns {() => void} how to undo it */
export function printable({ map }) {
  const picture = document.createElement("img");
  picture.className = "map-print";
  picture.alt = "";
  const before = () => {
    map.redraw();
    picture.src = map.getCanvas().toDataURL("image/png");
    map.getContainer().append(picture);
  };
  const after = () => picture.remove();
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
    after();
  };
}
