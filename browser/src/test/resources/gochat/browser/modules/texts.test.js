import { safeLine, safeText } from "/js/markup/safetext.js";
import { EVENT_KINDS } from "/js/state/eventkinds.js";
import { Backoff } from "/js/stream/backoff.js";
import { ACCOUNT_TEXTS } from "/js/texts/account.js";
import { ADMIN_TEXTS } from "/js/texts/admin.js";
import { AUDIT_TEXTS } from "/js/texts/audit.js";
import { COMMON_TEXTS } from "/js/texts/common.js";
import { t, TEXTS } from "/js/texts/i18n.js";
import { MEASURE_TEXTS } from "/js/texts/measures.js";
import { MESSAGE_TEXTS } from "/js/texts/messages.js";
import { PROBLEM_TEXTS, REASONS } from "/js/texts/problems.js";
import { ROOM_TEXTS } from "/js/texts/rooms.js";
import { EMOJI, searchEmoji } from "/js/widgets/emoji.js";
import { equal, isTrue } from "./check.js";

const placeholders = (words) => [...new Set(words.match(/\{\w+\}/gu) ?? [])].sort();

export const tests = {
  "every text is there in English and Chinese, with the same values"() {
    for (const [key, [english, chinese]] of Object.entries(TEXTS)) {
      isTrue(
        typeof chinese === "string" && /[\u3000-\u303f\u4e00-\u9fff…]|^[^A-Za-z]*\{/u.test(chinese),
        `${key} in Chinese`,
      );
      for (const words of [english].flat()) {
        equal(placeholders(words), placeholders(chinese));
      }
    }
  },

  "no two texts have the same key"() {
    const keys = [
      ACCOUNT_TEXTS,
      ADMIN_TEXTS,
      AUDIT_TEXTS,
      COMMON_TEXTS,
      MEASURE_TEXTS,
      MESSAGE_TEXTS,
      PROBLEM_TEXTS,
      ROOM_TEXTS,
    ].flatMap(Object.keys);
    equal(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
    equal(keys.length, Object.keys(TEXTS).length);
  },

  "no text has the number of a limit"() {
    const numbers = /[2-9]|\d\d|\b(?:eight|ten|fifty|hundred|thousand)\b|[八十百千]/iu;
    equal(
      [...Object.values(TEXTS).flat(2), ...Object.values(REASONS)].filter((text) => numbers.test(text)),
      [],
    );
  },

  "every event that is a line has a text"() {
    // A message shows its own text, and an entry of the audit log has a text for each action.
    const others = ["messagePosted", "audited"];
    const lines = Object.keys(EVENT_KINDS).filter((kind) => EVENT_KINDS[kind].isLine && !others.includes(kind));
    equal(
      lines.filter((kind) => !TEXTS[`event.${kind}`]),
      [],
    );
  },

  "one and several have different texts"() {
    equal([t("message.replies", { n: 1 }), t("message.replies", { n: 2 })], ["1 reply", "2 replies"]);
  },

  "control characters and changes of direction are made visible"() {
    equal(
      safeText("a\u001bb\u0000c\u007fd\u009be\u202ef\u2066g\ttab\r\nline"),
      "a\u241bb\u2400c\u2421d\ufffde\ufffdf\ufffdg\ttab\nline",
    );
  },

  "letters of all scripts, their marks of order, and emoji stay"() {
    const text = "\ufeff你好 שלום\u200f! \u061cمرحبا \u200e👩‍👩‍👧 e\u0301 ก็ हिन्दी";
    equal(safeText(text), text);
  },

  "the number of marks on a letter is limited"() {
    equal(safeText(`Z${"\u0301".repeat(10_000)}`).length, 9);
  },

  "a line is one line of limited length"() {
    equal(safeLine("a\n\n b"), "a b");
    equal([...safeLine("👍".repeat(500), 10)].length, 10);
  },

  "emoji are found by the start of their names first"() {
    isTrue(
      EMOJI.every(({ name, emoji }) => name && emoji && !/\w/u.test(emoji.replace(/\d/gu, ""))),
      "a table of names and emoji",
    );
    equal(
      searchEmoji("heart", 2).map(({ name }) => name),
      ["heart", "heart_eyes"],
    );
  },

  "pauses double up to a limit, and start small again"() {
    const backoff = new Backoff(() => 1);
    equal(
      Array.from({ length: 8 }, () => backoff.nextMs()),
      [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000],
    );
    backoff.reset();
    equal(backoff.nextMs(), 500);
  },
};
