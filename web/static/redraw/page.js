// @ts-check
// The redraw page: map and panel follow the draft that the server holds.
import { Draft } from "./draft.js";
import { DraftMap } from "./map.js";
import { Tools } from "./tools.js";

const config = JSON.parse(document.querySelector("#redraw-config")?.textContent ?? "{}");
const panel = /** @type {HTMLElement} */ (document.querySelector("#panel"));
const said = /** @type {HTMLElement} */ (document.querySelector("#said"));
const hint = /** @type {HTMLElement} */ (document.querySelector("#hint"));
const bar = /** @type {HTMLElement} */ (document.querySelector(".redraw-tools"));
const holder = /** @type {HTMLElement} */ (document.querySelector("#redraw-map"));
const draft = new Draft(config.id, config.form);

/** Say a sentence of the page, filled in. @param {string} key @param {Record<string, string>} [values] */
const tell = (key, values = {}) => say(key && config.text[key].replace(/%\((\w+)\)s/g, (/** @type {string} */ _, /** @type {string} */ name) => values[name] ?? ""));

/** @param {string} text @param {boolean} [wrong] */
function say(text, wrong = false) {
  said.textContent = text;
  said.classList.toggle("wrong", wrong);
}

/** Fill one of the panel's forms, open it, and leave the last word to the person. @param {string} tool @param {Record<string, string>} values */
function fill(tool, values) {
  const details = panel.querySelector(`details[data-tool="${tool}"]`);
  if (!(details instanceof HTMLDetailsElement)) return;
  for (const [name, value] of Object.entries(values)) {
    const field = details.querySelector(`[name="${name}"]:not([type=hidden])`);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
  }
  if (tool === "split" || tool === "merge" || tool === "name") {
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    if (tool === "split") /** @type {HTMLElement | null} */ (details.querySelector("[name=pieces]"))?.focus();
  }
}

async function start() {
  const map = await DraftMap.open(holder, config.base, config.locale);
  const ground = map.map.getCanvas();
  ground.setAttribute("role", "application");
  ground.setAttribute("aria-label", config.text.ground);
  ground.setAttribute("aria-describedby", "keys");

  async function refresh() {
    const [shapes, drawn] = await Promise.all([draft.shapes(), draft.panel()]);
    const within = panel.contains(document.activeElement);
    panel.innerHTML = drawn;
    map.show(shapes);
    tools.clear();
    holder.dataset.seq = String(draft.seq);
    steps();
    if (within) panel.focus();
  }

  /** @param {string} act @returns {HTMLButtonElement} */
  const button = (act) => /** @type {HTMLButtonElement} */ (bar.querySelector(`[data-act=${act}]`));

  /** Undo and redo on the map's bar are open when the panel's are. */
  function steps() {
    for (const step of ["undo", "redo"]) {
      const open = panel.querySelector(`input[value=${step}] ~ button:not([disabled])`) !== null;
      /** @type {HTMLButtonElement | null} */ (bar.querySelector(`[data-step=${step}]`))?.toggleAttribute("disabled", !open);
    }
  }

  /** One edit at a time: the next one waits for the draft as the last one left it. @param {() => Promise<import("./draft.js").Answer>} asked */
  async function settle(asked) {
    say(config.text.saving);
    try {
      const answer = await asked();
      await refresh();
      if (answer.at) map.mark([{ place: answer.at, kind: "chosen" }]);
      say(answer.ok ? config.text.saved.replace("%(seq)d", String(draft.seq)) : answer.detail, !answer.ok);
      return answer.ok;
    } catch {
      say(config.text.lost, true);
      return false;
    }
  }

  const desk = {
    edit: (/** @type {string} */ operation, /** @type {object} */ values) => settle(() => draft.edit(operation, values)),
    freeCode: (/** @type {string} */ code) => draft.freeCode(code),
    fill,
    tell,
    able(/** @type {boolean} */ add, /** @type {boolean} */ remove) {
      button("add").disabled = !add;
      button("remove").disabled = !remove;
    },
  };
  const tools = new Tools(map, desk);

  panel.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-send]")) return;
    event.preventDefault();
    const kept = [...new FormData(form)].filter(([name]) => !["form", "expected", "operation"].includes(name));
    const tool = form.closest("details")?.dataset.tool ?? "";
    void settle(() => draft.send(form, event.submitter)).then((done) => {
      if (!done) fill(tool, Object.fromEntries(kept.map(([name, value]) => [name, String(value)])));
    });
  });
  bar.addEventListener("click", (event) => {
    const { step, act } = event.target instanceof Element ? (event.target.closest("button")?.dataset ?? {}) : {};
    if (step) void desk.edit(step, {});
    if (act === "finish") void tools.finish();
    if (act === "add") void tools.add();
    if (act === "remove") void tools.remove();
  });
  bar.addEventListener("change", (event) => {
    const tool = /** @type {HTMLInputElement} */ (event.target).value;
    tools.use(tool);
    bar.dataset.tool = tool;
    hint.textContent = config.text[tool];
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=radio]), textarea, select");
    if (typing || !(event.ctrlKey || event.metaKey)) return;
    const step = event.key === "z" && !event.shiftKey ? "undo" : event.key === "y" || event.key.toLowerCase() === "z" ? "redo" : "";
    if (!step) return;
    event.preventDefault();
    void desk.edit(step, {});
  });

  map.show(await draft.shapes());
  bar.hidden = false;
  bar.dataset.tool = "move";
  hint.textContent = config.text.move;
  steps();
  if (map.blank) tell("blank");
  map.map.once("idle", () => {
    holder.dataset.ready = "yes";
    holder.dataset.seq = String(draft.seq);
  });
  Object.assign(holder, { draftMap: map });
}

start().catch((failure) => {
  holder.classList.add("failed");
  holder.textContent = config.text.failed;
  console.warn(failure);
});
