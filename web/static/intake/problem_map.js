// @ts-check
// Findings and their marks on the server's drawing follow each other; a chosen one is brought near.

const NEAR = 8;
const map = document.querySelector("#problem-map");
const drawing = /** @type {SVGSVGElement | null} */ (map?.querySelector("svg") ?? null);
const whole = drawing ? { width: drawing.viewBox.baseVal.width, height: drawing.viewBox.baseVal.height } : null;
const back = /** @type {HTMLButtonElement | null} */ (map?.querySelector("[data-whole]") ?? null);

/** @param {string} number @param {boolean} on */
function light(number, on) {
  for (const one of document.querySelectorAll(`[data-number="${number}"]`)) one.classList.toggle("is-hover", on);
}

/** @param {number} x @param {number} y @param {number} times how many times nearer than the whole */
function look(x, y, times) {
  if (!drawing || !whole) return;
  const [width, height] = [whole.width / times, whole.height / times];
  drawing.setAttribute("viewBox", `${x - width / 2} ${y - height / 2} ${width} ${height}`);
  for (const circle of drawing.querySelectorAll("circle")) circle.setAttribute("r", String(5 / times));
  if (back) back.hidden = times === 1;
}

/** @param {string} number */
function bringNear(number) {
  const circle = document.querySelector(`#m${number} circle`);
  if (circle) look(Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy")), NEAR);
}

for (const one of document.querySelectorAll("[data-number]")) {
  const number = /** @type {HTMLElement} */ (one).dataset.number ?? "";
  for (const [name, on] of /** @type {const} */ ([["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]))
    one.addEventListener(name, () => light(number, on));
  if (one.closest("#findings"))
    one.addEventListener("click", (event) => {
      if (!drawing) return;
      event.preventDefault();
      bringNear(number);
    });
  else
    one.addEventListener("click", () => {
      document.querySelector(`#f${number}`)?.closest("details")?.setAttribute("open", "");
    });
}

back?.addEventListener("click", () => {
  if (whole) look(whole.width / 2, whole.height / 2, 1);
});
