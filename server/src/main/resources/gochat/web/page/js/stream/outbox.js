// The requests without an answer, in the order in which they were made. When their connection breaks, the next one
// repeats them in this order, before newer ones. The rules are those of gochat.client.v1.Outbox.

/** Whether a request may be repeated if its connection broke before the answer. */
export const Repeat = {
  /** Doing it twice has the same effect as doing it once. */
  ALWAYS: "always",
  /** Only for users with an account: the server does not store a guest's private message and would deliver it twice. */
  WITH_ACCOUNT: "with-account",
};

/** Of google.rpc.Code: CANCELLED, DEADLINE_EXCEEDED, ABORTED, UNAVAILABLE. */
const OPEN_CODES = new Set([1, 4, 10, 14]);

/** Whether a reply leaves the outcome open, so that the request has to be repeated. */
export function leavesOpen(reply) {
  return reply.error !== undefined && OPEN_CODES.has(reply.error.code);
}

export class Outbox {
  #waiting = [];
  #underWay = new Map();

  /** @param {{ frame: object, repeat: string }} request and further fields of its caller */
  add(request) {
    this.#waiting.push(request);
  }

  /** Takes the next request to send, which counts as handed over; undefined if there is none. */
  next(hasAccount) {
    const request = this.#waiting.shift();
    if (request) {
      request.wasHandedOver = true;
      request.isRepeatable = request.repeat === Repeat.ALWAYS || hasAccount;
      this.#underWay.set(request.frame.id, request);
    }
    return request;
  }

  isEmpty() {
    return this.#waiting.length === 0 && this.#underWay.size === 0;
  }

  answeredBy(id) {
    return this.#underWay.get(id);
  }

  /** The longest request: the server cannot give the id of one that was too long to read. */
  longest() {
    let longest;
    for (const request of this.#underWay.values()) {
      longest = !longest || request.text.length > longest.text.length ? request : longest;
    }
    return longest;
  }

  /** @returns whether the request was in the outbox */
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

  /** @returns the requests that are not repeated; they are removed */
  connectionBroke() {
    const unanswered = [...this.#underWay.values()];
    this.#underWay.clear();
    this.#waiting.unshift(...unanswered.filter((request) => request.isRepeatable));
    return unanswered.filter((request) => !request.isRepeatable);
  }

  /** Removes all requests and returns them. */
  clear() {
    const all = [...this.#underWay.values(), ...this.#waiting];
    this.#underWay.clear();
    this.#waiting = [];
    return all;
  }
}
