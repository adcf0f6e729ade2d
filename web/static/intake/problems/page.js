// @ts-check
// The list of findings and their map follow each other: the live map, or the server's drawing where it can't be.
import { Sketch } from "./sketch.js";

/** @typedef {{choose: (number: number) => void, light: (number: number, on: boolean) => void}} Meant */

const figure = /** @type {HTMLElement | null} */ (document.querySelector("#problem-map"));
const back = /** @type {HTMLButtonElement | null} */ (figure?.querySelector("[data-whole]") ?? null);
const said = figure?.querySelector("[data-said]");

/** @type {Sketch | import("./live.js").LiveMap | null} */
let map = null;

/** @param {number} number @returns {HTMLElement | null} */
const line = (number) => document.querySelector(`#f${number}`);

/** @param {number} number @param {boolean} on */
function light(number, on) {
  line(number)?.classList.toggle("is-hover", on);
  map?.light(number, on);
}

/** @param {number} number */
function bringNear(number) {
  for (const one of document.querySelectorAll("#findings .is-chosen")) one.classList.remove("is-chosen");
  line(number)?.classList.add("is-chosen");
  map?.fly(number);
  if (back) back.hidden = false;
}

/** What was chosen on the map is shown in the list; what the list has no room for is said under the map. @param {number} number */
function choose(number) {
  bringNear(number);
  const found = line(number);
  found?.closest("details")?.setAttribute("open", "");
  found?.scrollIntoView({ block: "nearest" });
  if (said) said.textContent = (map && "text" in map && map.text(number)) || found?.querySelector("a")?.textContent || "";
}

function follow() {
  for (const one of document.querySelectorAll("#findings [data-number]")) {
    const number = Number(/** @type {HTMLElement} */ (one).dataset.number);
    for (const [name, on] of /** @type {const} */ ([["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]))
      one.addEventListener(name, () => light(number, on));
    one.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      bringNear(number);
    });
  }
  back?.addEventListener("click", () => {
    map?.all();
    back.hidden = true;
  });
}

/** @param {HTMLElement} shown */
async function start(shown) {
  const meant = { choose, light };
  map = new Sketch(shown, meant);
  follow();
  const holder = /** @type {HTMLElement} */ (shown.querySelector("[data-live]"));
  const config = JSON.parse(document.querySelector("#problem-config")?.textContent ?? "{}");
  shown.classList.add("is-live");
  try {
    const { LiveMap } = await import("./live.js");
    const live = await LiveMap.open(holder, config.address, config.edition, config.locale, meant);
    live.map.getCanvas().setAttribute("aria-label", config.label);
    map = live;
    Object.assign(holder, { live });
    holder.dataset.ready = "yes";
  } catch (failure) {
    // The drawing stays.
    shown.classList.remove("is-live");
    holder.replaceChildren();
    holder.dataset.ready = "no";
    console.info(failure);
  }
}

if (figure) void start(figure);
