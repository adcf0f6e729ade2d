// For the screen at the front: one key hides the controls, letters grow, arrows go through time.

/** @typedef {import("../board/slider.js").Slider} Slider */

const LETTERS = 1.4;
const STEPS = /** @type {Record<string, number>} */ ({ ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 });

export class Presenter {
  /** @param {{slider: Slider, grow: (scale: number) => void, say: (key: string) => void, resize: () => void}} acts */
  constructor(acts) {
    this.acts = acts;
  }

  get on() {
    return document.documentElement.hasAttribute("data-present");
  }

  toggle() {
    if (this.on) this.leave();
    else this.enter();
  }

  enter() {
    document.documentElement.setAttribute("data-present", "");
    this.acts.grow(LETTERS);
    this.acts.resize();
    this.acts.say("presenting");
  }

  leave() {
    document.documentElement.removeAttribute("data-present");
    this.acts.grow(1);
    this.acts.resize();
    this.acts.say("presented");
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the screen */
  press(event) {
    const step = STEPS[event.key];
    if (!this.on || step === undefined) return false;
    this.acts.slider.step(step);
    return true;
  }
}
