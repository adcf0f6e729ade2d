// The device's position goes along with what was found at the door; the form does without.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.found[data-place=yes]"));
const said = document.querySelector("#place-said");

/** @param {GeolocationPosition} position */
function keep({ coords }) {
  const values = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy };
  for (const [name, value] of Object.entries(values)) {
    const field = form?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = String(value);
  }
  if (said instanceof HTMLElement) said.textContent = `${said.dataset.known} ${Math.round(coords.accuracy)} m`;
}

function refuse() {
  if (said instanceof HTMLElement) said.textContent = said.dataset.denied ?? "";
}

if (form && "geolocation" in navigator) {
  const watch = navigator.geolocation.watchPosition(keep, refuse, { enableHighAccuracy: true, timeout: 15000 });
  addEventListener("pagehide", () => navigator.geolocation.clearWatch(watch), { once: true });
}

export {};
