// @ts-check
// The field for files says which were picked, and lights up while something is held over it.

for (const drop of document.querySelectorAll(".drop")) {
  const input = /** @type {HTMLInputElement} */ (drop.querySelector("input[type=file]"));
  const picked = /** @type {HTMLElement} */ (drop.querySelector(".picked"));
  const asked = picked.textContent;
  input.addEventListener("change", () => {
    picked.textContent = [...(input.files ?? [])].map((file) => file.name).join(", ") || asked;
  });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("is-over"));
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
}
