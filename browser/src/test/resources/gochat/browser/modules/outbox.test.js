import { leavesOpen, Outbox, Repeat } from "/js/stream/outbox.js";
import { equal } from "./check.js";

const request = (id, repeat = Repeat.ALWAYS, text = "") => ({ frame: { id }, repeat, text });
const ids = (requests) => requests.map(({ frame }) => frame.id);

function drain(outbox, hasAccount = true) {
  const found = [];
  for (let next = outbox.next(hasAccount); next; next = outbox.next(hasAccount)) {
    found.push(next.frame.id);
  }
  return found;
}

function outboxOf(...requests) {
  const outbox = new Outbox();
  requests.forEach((each) => outbox.add(each));
  return outbox;
}

export const tests = {
  "requests go out in their order"() {
    equal(drain(outboxOf(request(2), request(3), request(4))), [2, 3, 4]);
  },

  "requests that a broken connection left unanswered come first on the next one, in their order"() {
    const outbox = outboxOf(request(2), request(3), request(4));
    outbox.next(true);
    outbox.next(true);
    outbox.add(request(5));
    equal(outbox.connectionBroke(), []);
    equal(drain(outbox), [2, 3, 4, 5]);
  },

  "an answered request is not repeated"() {
    const outbox = outboxOf(request(2), request(3));
    drain(outbox);
    outbox.remove(outbox.answeredBy(2));
    outbox.connectionBroke();
    equal(drain(outbox), [3]);
  },

  "a request that the server would not recognise is not repeated"() {
    const outbox = outboxOf(request(2, Repeat.WITH_ACCOUNT), request(3));
    drain(outbox, false);
    equal(ids(outbox.connectionBroke()), [2]);
    equal(drain(outbox), [3]);
  },

  "a request that was not handed over is still waiting"() {
    const outbox = outboxOf(request(2, Repeat.WITH_ACCOUNT));
    equal(outbox.connectionBroke(), []);
    equal(drain(outbox), [2]);
  },

  "an answer without an id belongs to the longest request"() {
    const outbox = outboxOf(
      request(2, Repeat.ALWAYS, "ab"),
      request(3, Repeat.ALWAYS, "abcd"),
      request(4, Repeat.ALWAYS, "a"),
    );
    drain(outbox);
    equal(outbox.longest().frame.id, 3);
  },

  "a request is repeated only if its answer leaves the outcome open"() {
    equal(
      [{ error: { code: 14 } }, { error: { code: 4 } }, { error: { code: 3 } }, { sendMessage: {} }].map(leavesOpen),
      [true, true, false, false],
    );
  },
};
