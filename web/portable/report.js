/* Map and table follow each other: by pointer, by focus, by click, and Escape lets go. */
function linkZones(map, zones, words) {
  const rows = [...document.querySelectorAll("#ranking tbody tr")];
  const said = document.getElementById("said");
  const layers = new Map();
  let chosen = null;
  const nameOf = (row) => row.querySelector("button").textContent;
  const saidOf = (row) => `${nameOf(row)} · ${row.querySelector(".figure").textContent.trim()} · ${words.rank} ${row.cells[0].textContent.trim()}`;
  const mark = (i, name, on) => {
    rows[i].classList.toggle(name, on);
    const path = layers.get(i)?.getElement();
    if (path) path.classList.toggle(name, on);
    if (on) layers.get(i)?.bringToFront();
    if (chosen !== null && chosen !== i) layers.get(chosen)?.bringToFront();
  };
  const choose = (i) => {
    if (chosen !== null) { rows[chosen].removeAttribute("aria-current"); const old = chosen; chosen = null; mark(old, "is-chosen", false); }
    if (i === null) { said.textContent = ""; return; }
    chosen = i;
    mark(i, "is-chosen", true);
    rows[i].setAttribute("aria-current", "true");
    rows[i].scrollIntoView({ block: "nearest" });
    const layer = layers.get(i);
    if (layer && !map.getBounds().contains(layer.getBounds())) map.fitBounds(layer.getBounds(), { maxZoom: map.getZoom(), animate: false });
    said.textContent = saidOf(rows[i]);
  };
  zones.eachLayer((layer) => {
    const i = layer.feature.properties.i;
    layers.set(i, layer);
    const tip = document.createElement("span");
    tip.textContent = saidOf(rows[i]);
    layer.bindTooltip(tip, { sticky: true });
    layer.on({ mouseover: () => mark(i, "is-hover", true), mouseout: () => mark(i, "is-hover", false), click: () => choose(i === chosen ? null : i) });
  });
  rows.forEach((row, i) => {
    const on = () => mark(i, "is-hover", true), off = () => mark(i, "is-hover", false);
    row.addEventListener("mouseenter", on);
    row.addEventListener("mouseleave", off);
    row.addEventListener("focusin", on);
    row.addEventListener("focusout", off);
    row.addEventListener("click", () => choose(i === chosen ? null : i));
  });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") choose(null); });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const whole = () => { map.invalidateSize({ animate: false }); if (zones.getLayers().length) map.fitBounds(zones.getBounds(), { animate: false, padding: [8, 8] }); };
  whole();
  // On paper the map is as wide as the sheet, whatever the window was.
  const box = map.getContainer();
  window.addEventListener("beforeprint", () => { box.style.width = "700px"; box.style.height = "440px"; whole(); });
  window.addEventListener("afterprint", () => { box.style.width = ""; box.style.height = ""; whole(); });
  let wide = window.innerWidth;
  window.addEventListener("resize", () => { if (window.innerWidth !== wide) { wide = window.innerWidth; whole(); } });
}
