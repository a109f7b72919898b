// The messages that replies quote, as far as the timeline on the screen does not have them.

export class Quotes {
  #timeline;
  #load;
  #changed;
  /** Seq to { author, text }; undefined while it is loaded, and if there is no such message. */
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

  /** The message at a position as { author, text }, with text null if it was deleted; undefined if it is not known. */
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
      if (event) {
        this.#loaded.set(seq, { author: event.author, text: event.messagePosted?.text ?? null });
      }
      this.#changed();
    } catch {
      // It is loaded when the reply is visible the next time.
      this.#loaded.delete(seq);
    }
  }
}
