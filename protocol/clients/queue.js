// What a client brings by callbacks, to be read one after the other.

/** @template T */
export class Queue {
  /** @type {({value: T} | {error: Error} | {end: true})[]} */
  #entries = [];
  #wake = () => {};
  #ended = false;

  /** @param {T} value */
  push(value) {
    this.#add({ value });
  }

  /** Ends it, unless it has ended; with an error if there is one. */
  end(error = undefined) {
    if (!this.#ended) this.#add(error ? { error } : { end: true });
    this.#ended = true;
  }

  #add(entry) {
    this.#entries.push(entry);
    this.#wake();
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      while (this.#entries.length === 0) {
        await /** @type {Promise<void>} */ (new Promise((resolve) => (this.#wake = resolve)));
      }
      const entry = this.#entries.shift();
      if ("error" in entry) throw entry.error;
      if ("end" in entry) return;
      yield entry.value;
    }
  }
}
