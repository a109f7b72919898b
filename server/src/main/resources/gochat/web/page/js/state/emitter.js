// Listeners of named events.

export class Emitter {
  #listeners = new Map();

  /** @returns a function that removes the listener */
  on(kind, listener) {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit(kind, detail) {
    this.#listeners.get(kind)?.forEach((listener) => listener(detail));
  }
}
