// The presence of the user, and the users whose presence the page shows.

import { REQUEST_USERS_MAX } from "../limits.js";
import { isWithOne } from "../state/roomnames.js";

/** A user who has not seen the page for this time is away. */
const AWAY_MS = 5 * 60_000;
/** Changes of the watched users within this time are sent as one. */
const COLLECT_MS = 500;

export class Presence {
  #store;
  #stream;
  #isAway = false;
  #awayTimer = 0;
  #watchTimer = 0;
  #watched = "";
  #members = [];

  constructor(stream, store) {
    this.#stream = stream;
    this.#store = store;
  }

  /** A new stream makes its user online. */
  connected() {
    if (this.#isAway) {
      this.#sendAway();
    }
  }

  /** The page has become visible or hidden. */
  visibilityChanged(isVisible) {
    clearTimeout(this.#awayTimer);
    if (isVisible && this.#isAway) {
      this.#isAway = false;
      this.#sendAway();
    } else if (!isVisible) {
      this.#awayTimer = setTimeout(() => {
        this.#isAway = true;
        this.#sendAway();
      }, AWAY_MS);
    }
  }

  #sendAway() {
    this.#stream.request({ setAway: { away: this.#isAway } }).catch(() => {});
  }

  /** @param members the ids of the users in the list on the screen; peers of conversations are always watched */
  watch(members = this.#members) {
    this.#members = members;
    clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => this.#sendWatched(), COLLECT_MS);
  }

  #sendWatched() {
    const peers = [...this.#store.rooms.values()].filter(isWithOne).map((room) => room.peer?.id);
    const wanted = [...new Set([...peers, ...this.#members])].filter(Boolean).slice(0, REQUEST_USERS_MAX);
    if (wanted.join() !== this.#watched) {
      this.#watched = wanted.join();
      this.#stream.watch(wanted);
    }
  }

  close() {
    clearTimeout(this.#awayTimer);
    clearTimeout(this.#watchTimer);
  }
}
