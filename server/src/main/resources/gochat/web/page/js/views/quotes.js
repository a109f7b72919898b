// The messages that replies quote, as far as the timeline on the screen does not have them.

export class Quotes {
  #timeline;
  #load;
  #changed;
  /** As get; undefined while it is loaded. */
  #loaded = new Map();

  /**
   * @param load (seq) returns a promise of the event at that position, or of undefined
   * @param changed called when a quote was loaded
   */
  constructor(timeline, load, changed) {
    this.#timeline = timeline;
    this.#load = load;
    this.#changed = changed;
  }

  /** The message at a position as { author, text }, with text null if it was deleted; null if it is no longer kept. */
  get(seq) {
    const entry = this.#timeline.find(seq);
    if (entry) {
      return { author: entry.author, text: entry.kind === "message" ? entry.text : null };
    }
    const quote = this.#loaded.get(seq);
    return quote && this.#timeline.isDeleted(seq) ? { ...quote, text: null } : quote;
  }

  /** Loads the message at a position unless it is known. */
  async load(seq) {
    if (this.#loaded.has(seq) || this.#timeline.find(seq)) {
      return;
    }
    this.#loaded.set(seq, undefined);
    try {
      const event = await this.#load(seq);
      this.#loaded.set(seq, event ? { author: event.author, text: event.messagePosted?.text ?? null } : null);
      this.#changed();
    } catch {
      // The next view of the reply loads it.
      this.#loaded.delete(seq);
    }
  }
}
