// @ts-check
// The map beside its table: one store of what is hovered and chosen, two views that follow it.
import { RankingTable } from "./table.js";
import { GridMap } from "./grid_map.js";

const holder = /** @type {HTMLElement} */ (document.querySelector("#map"));
const status = /** @type {HTMLElement} */ (document.querySelector("#said"));
const table = new RankingTable(/** @type {HTMLTableElement | null} */ (document.querySelector("#ranking")));

const kind = () => {
  const asked = /** @type {HTMLSelectElement | null} */ (document.querySelector("#controls [name=points]"))?.value;
  return asked && asked !== "none" ? asked : "matter";
};

/** @param {number | null} zone */
function keepInAddress(zone) {
  const address = new URL(location.href);
  if (zone === null) address.searchParams.delete("grid");
  else address.searchParams.set("grid", String(zone));
  history.replaceState(null, "", address);
}

async function start() {
  const map = new GridMap(holder, table.classes());
  let chosen = /** @type {number | null} */ (null);

  /** @param {number | null} zone */
  const hover = (zone) => {
    table.hover(zone);
    map.hover(zone);
  };
  /** @param {number | null} zone */
  const choose = async (zone) => {
    chosen = zone;
    table.choose(zone);
    map.choose(zone);
    keepInAddress(zone);
    status.textContent = "";
    const count = await map.showPoints(zone, kind());
    if (zone !== null && zone === chosen) status.textContent = `${table.name(zone)}: ${count} ${holder.dataset.points}`;
  };
  table.listen(hover, choose);
  map.listen(hover, choose);
  document.querySelector("#controls [name=points]")?.addEventListener("change", () => void choose(chosen));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") void choose(null);
  });
  await map.ready;
  const asked = Number(new URL(location.href).searchParams.get("grid"));
  if (asked) await choose(asked);
  document.querySelector("#map-fallback")?.remove();
  holder.dataset.ready = "yes";
}

start().catch((failure) => {
  holder.classList.add("failed");
  holder.textContent = holder.dataset.failed ?? "";
  console.warn(failure);
});
