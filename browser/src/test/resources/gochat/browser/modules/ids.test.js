import { newMessageId } from "/js/actions/ids.js";
import { equal, isTrue } from "./check.js";

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

export const tests = {
  "an id is a UUID of version 7"() {
    isTrue(UUID_7.test(newMessageId()), newMessageId());
  },

  "an id begins with the time"() {
    const id = newMessageId(Date.UTC(2040, 0, 1));
    equal(parseInt(id.slice(0, 13).replace("-", ""), 16), Date.UTC(2040, 0, 1));
  },

  "each id is greater than the one before, also if the clock goes back"() {
    let last = newMessageId(Date.UTC(2041, 0, 1));
    for (let i = 0; i < 10_000; i++) {
      const next = newMessageId(Date.UTC(2041, 0, 1) - i);
      isTrue(next > last, `${next} after ${last}`);
      last = next;
    }
  },
};
