import { rowsOf, rowsOfUnsent } from "/js/rows.js";
import { equal, isTrue } from "./check.js";

const author = { id: "1", name: "Alice" };
const entry = (seq, time) => ({ seq, kind: "message", author, time: new Date(time), replyTo: 0, version: 0 });

export const tests = {
  'at midnight the row above which "Today" stands is another'() {
    const entries = [entry(1, "2026-03-01T12:00:00"), entry(2, "2026-03-01T12:01:00")];
    const versions = (now) => rowsOf(entries, 0, () => undefined, new Date(now)).map(({ version }) => version);
    const today = versions("2026-03-01T23:59:59");
    const tomorrow = versions("2026-03-02T00:00:01");
    isTrue(today[0] !== tomorrow[0], "the row with the day");
    equal(today[1], tomorrow[1]);
  },

  "a message on its way opens no day, however wrong the clock is"() {
    for (const timeMs of [0, Date.now(), Date.parse("2099-01-01")]) {
      const [row] = rowsOfUnsent([{ id: "a", timeMs, state: "pending" }], author, entry(1, "2026-03-01T12:00:00"));
      equal(row.day, null);
    }
  },
};
