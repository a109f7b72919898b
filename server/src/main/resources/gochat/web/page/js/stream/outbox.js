// The requests without an answer, in the order in which they were made. Those that a broken connection leaves
// unanswered go to the next one in the same order, before newer ones. The rules are those of gochat.client.v1.Outbox.

/** When a request may be made again whose answer was lost with a connection. */
export const Repeat = {
  /** Done twice it does the same as done once. */
  ALWAYS: "always",
  /**
   * The same for users with an account: what others say in private is not stored, so nobody would notice that it is
   * said again.
   */
  WITH_ACCOUNT: "with-account",
};

/**
 * What the server does not know itself, and may know better in a moment: CANCELLED, DEADLINE_EXCEEDED, ABORTED,
 * UNAVAILABLE.
 */
const OPEN_CODES = new Set([1, 4, 10, 14]);

/** @returns whether an answer leaves open what was done, so that the request is to be repeated */
export function leavesOpen(reply) {
  return reply.error !== undefined && OPEN_CODES.has(reply.error.code);
}

export class Outbox {
  #waiting = [];
  #underWay = new Map();

  /** @param {{ frame: object, repeat: string }} request with whatever its maker needs */
  add(request) {
    this.#waiting.push(request);
  }

  /** The next one to hand over to the connection; it counts as handed over. Undefined when there is none. */
  next(hasAccount) {
    const request = this.#waiting.shift();
    if (request) {
      request.wasHandedOver = true;
      request.isRepeatable = request.repeat === Repeat.ALWAYS || hasAccount;
      this.#underWay.set(request.frame.id, request);
    }
    return request;
  }

  answeredBy(id) {
    return this.#underWay.get(id);
  }

  /** The longest one that was handed over: the server knows no ids of requests that were too long to be read. */
  longest() {
    let longest;
    for (const request of this.#underWay.values()) {
      longest = !longest || request.text.length > longest.text.length ? request : longest;
    }
    return longest;
  }

  /** @returns false when it was not in here */
  remove(request) {
    if (this.#underWay.delete(request.frame.id)) {
      return true;
    }
    const index = this.#waiting.indexOf(request);
    if (index >= 0) {
      this.#waiting.splice(index, 1);
    }
    return index >= 0;
  }

  /** @returns those that are not asked again, taken out */
  connectionBroke() {
    const unanswered = [...this.#underWay.values()];
    this.#underWay.clear();
    this.#waiting.unshift(...unanswered.filter((request) => request.isRepeatable));
    return unanswered.filter((request) => !request.isRepeatable);
  }

  /** Takes all out. */
  clear() {
    const all = [...this.#underWay.values(), ...this.#waiting];
    this.#underWay.clear();
    this.#waiting = [];
    return all;
  }
}
