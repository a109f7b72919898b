// Pauses between attempts to connect. Their upper bound doubles; each pause is a random part of it, so that clients do
// not reconnect all at once.

const FIRST_MS = 500;
const MAX_MS = 30_000;

export class Backoff {
  #ceilingMs = FIRST_MS;
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  nextMs() {
    const pauseMs = this.#ceilingMs * this.#random();
    this.#ceilingMs = Math.min(MAX_MS, this.#ceilingMs * 2);
    return pauseMs;
  }

  reset() {
    this.#ceilingMs = FIRST_MS;
  }
}
