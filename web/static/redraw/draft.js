// @ts-check
// The server's side of a draft: it decides about every edit, the page only proposes.

/** @typedef {[number, number]} Place longitude, latitude */
/** @typedef {{seq: number, grids: any, before: any}} Shapes */
/** @typedef {{ok: boolean, detail: string, at?: Place}} Answer */

export class Draft {
  /** @param {number} id @param {string} form */
  constructor(id, form) {
    this.id = id;
    this.form = form;
    this.seq = 0;
  }

  /** @returns {Promise<Shapes>} */
  async shapes() {
    const answer = await fetch(`/api/boundaries/${this.id}/grids.geojson`);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const shapes = await answer.json();
    this.seq = shapes.seq;
    return shapes;
  }

  /** @returns {Promise<string>} the panel beside the map, drawn by the server */
  async panel() {
    const answer = await fetch(`/boundaries/${this.id}/redraw?part=panel`);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  }

  /** @param {string} code @returns {Promise<string>} */
  async freeCode(code) {
    const answer = await fetch(`/api/boundaries/${this.id}/codes?code=${encodeURIComponent(code)}`);
    return answer.ok ? (await answer.json())[0] : "";
  }

  /** @param {string} operation @param {object} [said] @returns {Promise<Answer>} */
  async edit(operation, said = {}) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ form: this.form, expected: String(this.seq), operation, arguments: JSON.stringify(said) })) body.append(name, value);
    const answer = await fetch(`/api/boundaries/${this.id}/edits`, { method: "POST", body });
    const read = await answer.json();
    return answer.ok ? { ok: true, detail: "" } : { ok: false, detail: read.detail, at: read.at };
  }

  /** Send one of the panel's own forms. @param {HTMLFormElement} form @param {HTMLElement | null} button @returns {Promise<Answer>} */
  async send(form, button) {
    const body = new FormData(form);
    if (button instanceof HTMLButtonElement && button.name) body.append(button.name, button.value);
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.ok) return { ok: true, detail: "" };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { ok: false, detail: page.querySelector("[role=alert]")?.textContent?.trim() ?? page.querySelector("h1")?.textContent ?? "" };
  }
}
