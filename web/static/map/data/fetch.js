// What the server is asked, and what is said when it does not answer.

/** An answer that is no answer: `status` is 0 where the server was not reached. */
export class Unanswered extends Error {
  /** @param {string} address @param {number} status */
  constructor(address, status) {
    super(`${address}: ${status || "not reached"}`);
    this.status = status;
  }
}

/** @param {string} address @param {AbortSignal} [signal] @returns {Promise<Response>} */
async function ask(address, signal) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(address, { signal, headers: { Accept: "application/json, text/html" } });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Unanswered(address, 0);
  }
  // A page that leads to the sign-in is no fragment.
  if (answer.redirected && new URL(answer.url).pathname !== new URL(address, location.href).pathname) throw new Unanswered(address, 401);
  if (!answer.ok) throw new Unanswered(address, answer.status);
  return answer;
}

/** @param {string} address @param {AbortSignal} [signal] @returns {Promise<any>} */
export const json = async (address, signal) => (await ask(address, signal)).json();

/** @param {string} address @param {AbortSignal} [signal] @returns {Promise<Document>} the fragment as a document of its own, its scripts not run */
export const fragment = async (address, signal) => new DOMParser().parseFromString(await (await ask(address, signal)).text(), "text/html");

/** @param {unknown} failure @returns {boolean} whether it was only overtaken by a later question */
export const overtaken = (failure) => failure instanceof DOMException && failure.name === "AbortError";

/** Asks one thing at a time: a new question drops the one before. */
export class Latest {
  constructor() {
    /** @type {AbortController | null} */
    this.running = null;
  }

  /** @template T @param {(signal: AbortSignal) => Promise<T>} question @returns {Promise<T>} */
  async ask(question) {
    this.running?.abort();
    const mine = (this.running = new AbortController());
    const answer = await question(mine.signal);
    if (mine.signal.aborted) throw new DOMException("overtaken", "AbortError");
    return answer;
  }

  drop() {
    this.running?.abort();
  }
}
