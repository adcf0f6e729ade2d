// @ts-check
// The place of a report: from the map, from one's own position, from the fields; what is near follows it.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#report"));
const WAIT_MS = 400;

/** @param {HTMLFormElement} report */
function start(report) {
  const config = JSON.parse(document.querySelector("#place-config")?.textContent ?? "{}");
  const said = /** @type {HTMLElement} */ (document.querySelector("#place-said"));
  const near = /** @type {HTMLElement} */ (document.querySelector("#near"));
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (report.elements.namedItem(name));
  /** @type {import("./place_map.js").PlaceMap | null} */
  let map = null;
  let asked = 0;
  let waiting = 0;

  /** @returns {[number, number] | null} */
  const place = () => {
    const [lon, lat] = [field("lon").value, field("lat").value];
    return lon === "" || lat === "" || !field("lon").validity.valid || !field("lat").validity.valid ? null : [Number(lon), Number(lat)];
  };

  async function look() {
    if (place() === null || field("code").value === "") return;
    const turn = ++asked;
    const given = new URLSearchParams({ code: field("code").value, lon: field("lon").value, lat: field("lat").value });
    const answer = await fetch(`/matters/new/near?${given}`).catch(() => null);
    if (turn === asked && answer?.ok) near.innerHTML = await answer.text();
  }

  const lookSoon = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void look(), WAIT_MS);
  };

  /** @param {[number, number]} at @param {number | null} accuracyM */
  function choose(at, accuracyM) {
    field("lon").value = at[0].toFixed(7);
    field("lat").value = at[1].toFixed(7);
    field("accuracy_m").value = accuracyM === null ? "" : accuracyM.toFixed(1);
    said.textContent = config.chosen;
    map?.pin(at);
    lookSoon();
  }

  for (const name of ["lon", "lat"])
    field(name).addEventListener("input", () => {
      field("accuracy_m").value = "";
      const at = place();
      if (at) map?.pin(at);
      lookSoon();
    });
  field("code").addEventListener("change", lookSoon);

  const position = /** @type {HTMLElement} */ (document.querySelector("#position"));
  position.hidden = !("geolocation" in navigator);
  position.querySelector("button")?.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        choose([coords.longitude, coords.latitude], coords.accuracy);
        map?.fly([coords.longitude, coords.latitude]);
      },
      () => (said.textContent = config.denied),
      { enableHighAccuracy: true, timeout: 15000 },
    ),
  );

  async function draw() {
    const holder = /** @type {HTMLElement} */ (document.querySelector("#place-map"));
    try {
      const { PlaceMap } = await import("./place_map.js");
      holder.dataset.ready = "yes";
      map = await PlaceMap.open(holder, config, place(), (at) => choose(at, null));
      said.textContent ||= config.hint;
    } catch (failure) {
      // Fields, position and addresses do without a map.
      delete holder.dataset.ready;
      console.info(failure);
    }
  }
  void draw();
}

if (form) start(form);
