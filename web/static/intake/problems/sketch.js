// @ts-check
// The server's drawing of the problems, where there is no live map: a chosen one is brought near.

const NEAR = 8;

export class Sketch {
  /** @param {HTMLElement} figure @param {import("./page.js").Meant} meant */
  constructor(figure, meant) {
    this.drawing = /** @type {SVGSVGElement | null} */ (figure.querySelector("svg"));
    const box = this.drawing?.viewBox.baseVal;
    this.whole = { width: box?.width ?? 0, height: box?.height ?? 0 };
    for (const mark of figure.querySelectorAll(".mark")) {
      const number = Number(/** @type {SVGElement} */ (mark).dataset.number);
      for (const [name, on] of /** @type {const} */ ([["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]))
        mark.addEventListener(name, () => meant.light(number, on));
      mark.addEventListener("click", (event) => {
        event.preventDefault();
        meant.choose(number);
      });
    }
  }

  /** @param {number} number @returns {Element | null} */
  mark(number) {
    return this.drawing?.querySelector(`#m${number}`) ?? null;
  }

  /** @param {number} number @param {boolean} on */
  light(number, on) {
    this.mark(number)?.classList.toggle("is-hover", on);
  }

  /** @param {number} number */
  fly(number) {
    const circle = this.mark(number)?.querySelector("circle");
    if (circle) this.look(Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy")), NEAR);
  }

  all() {
    this.look(this.whole.width / 2, this.whole.height / 2, 1);
  }

  /** @param {number} x @param {number} y @param {number} times how many times nearer than the whole */
  look(x, y, times) {
    const [width, height] = [this.whole.width / times, this.whole.height / times];
    this.drawing?.setAttribute("viewBox", `${x - width / 2} ${y - height / 2} ${width} ${height}`);
    for (const circle of this.drawing?.querySelectorAll("circle") ?? []) circle.setAttribute("r", String(5 / times));
  }
}
