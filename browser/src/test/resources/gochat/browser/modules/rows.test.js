import { isoDay, narrowTimeText, timeText } from "/js/texts/i18n.js";
import { rowsOf, rowsOfUnsent } from "/js/views/rows.js";
import { equal, isTrue } from "./check.js";

const author = { id: "1", name: "Alice" };
const entry = (seq, time) => ({ seq, kind: "message", author, time: new Date(time), replyTo: 0, version: 0 });

export const tests = {
  "the day of a message is that in the time zone of its reader"() {
    isTrue(new Date(2026, 2, 1, 0, 30).toISOString().startsWith("2026-02-28"), "the reader is east of Greenwich");
    equal(isoDay(new Date(2026, 2, 1, 0, 30)), "2026-03-01");
  },

  "a time in little space has no AM or PM"() {
    const evening = new Date(2026, 2, 1, 21, 30);
    isTrue(/PM$/u.test(timeText(evening)), timeText(evening));
    equal(narrowTimeText(evening), "9:30");
  },

  'at midnight the row above which "Today" stands is another'() {
    const entries = [entry(1, "2026-03-01T12:00:00"), entry(2, "2026-03-01T12:01:00")];
    const versions = (now) =>
      rowsOf(entries, { newFromSeq: 0, pins: [], quoted: () => undefined, isFolded: () => false }, new Date(now)).map(
        ({ version }) => version,
      );
    const today = versions("2026-03-01T23:59:59");
    const tomorrow = versions("2026-03-02T00:00:01");
    isTrue(today[0] !== tomorrow[0], "the row with the day");
    equal(today[1], tomorrow[1]);
  },

  "a row is made anew when the message that it answers is known, deleted or no longer kept"() {
    const reply = { ...entry(2, "2026-03-01T12:00:00"), replyTo: 1 };
    const version = (quote) =>
      rowsOf([reply], { newFromSeq: 0, pins: [], quoted: () => quote, isFolded: () => false })[0].version;
    for (const quote of [{ author, text: "Hi" }, { author, text: null }, null]) {
      isTrue(version(quote) !== version(undefined), JSON.stringify(quote));
    }
  },

  "an unsent message begins no day, because the clock may be wrong"() {
    for (const timeMs of [0, Date.now(), Date.parse("2099-01-01")]) {
      const [row] = rowsOfUnsent([{ id: "a", timeMs, state: "pending" }], author, entry(1, "2026-03-01T12:00:00"));
      equal(row.day, null);
    }
  },
};
