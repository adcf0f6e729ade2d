// @ts-check
// How far the job of this page is; the page is loaded anew once it has ended.

const EVERY_MS = 700;
const work = /** @type {HTMLElement | null} */ (document.querySelector("[data-job]"));

/** @param {{state: string, done: number, total: number, sentence: string | null}} job */
function show(job) {
  const bar = work?.querySelector("progress");
  const said = document.querySelector("#work-said");
  const count = document.querySelector("#work-count");
  if (said && job.sentence) said.textContent = job.sentence;
  if (count) count.textContent = job.total ? `${job.done.toLocaleString()} / ${job.total.toLocaleString()}` : "";
  if (bar && job.total) {
    bar.max = job.total;
    bar.value = job.done;
  }
}

async function follow() {
  for (;;) {
    await new Promise((done) => setTimeout(done, EVERY_MS));
    const answer = await fetch(`/api/jobs/${work?.dataset.job}`).catch(() => null);
    if (!answer?.ok) continue;
    const job = await answer.json();
    show(job);
    if (job.state !== "waiting" && job.state !== "running") return location.reload();
  }
}

if (work) void follow();
