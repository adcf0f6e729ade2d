// @ts-check
// Beside each chosen column stand its first values, so that a wrong guess is seen at once.

const table = /** @type {HTMLTableElement | null} */ (document.querySelector("#samples"));
const names = [...(table?.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent ?? "");

/** @param {string} column */
function samples(column) {
  const at = names.indexOf(column);
  if (at < 0) return "";
  const cells = [...(table?.tBodies[0]?.rows ?? [])].map((row) => row.cells[at]?.textContent ?? "");
  return cells.filter(Boolean).join(" · ").slice(0, 60);
}

for (const select of document.querySelectorAll("select[data-column]")) {
  const chosen = /** @type {HTMLSelectElement} */ (select);
  const beside = chosen.parentElement?.querySelector("[data-sample]");
  chosen.addEventListener("change", () => {
    const column = chosen.value.slice(chosen.value.indexOf("=") + 1);
    if (beside) beside.textContent = samples(column);
  });
}
