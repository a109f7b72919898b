// The page's texts in the browser's language: Chinese if it is the first choice, else English. A pair of English texts
// is for one and for several, by {n}.

import { ACCOUNT_TEXTS } from "./account.js";
import { ADMIN_TEXTS } from "./admin.js";
import { AUDIT_TEXTS } from "./audit.js";
import { COMMON_TEXTS } from "./common.js";
import { MEASURE_TEXTS } from "./measures.js";
import { MESSAGE_TEXTS } from "./messages.js";
import { PROBLEM_TEXTS } from "./problems.js";
import { ROOM_TEXTS } from "./rooms.js";

export const TEXTS = {
  ...COMMON_TEXTS,
  ...ACCOUNT_TEXTS,
  ...ADMIN_TEXTS,
  ...ROOM_TEXTS,
  ...MEASURE_TEXTS,
  ...MESSAGE_TEXTS,
  ...AUDIT_TEXTS,
  ...PROBLEM_TEXTS,
};

const isChinese = (navigator.languages?.[0] ?? navigator.language ?? "en").toLowerCase().startsWith("zh");

export const language = isChinese ? "zh-CN" : "en";
/** For dates and numbers: the browser's locale, if it fits the language of the texts. */
const locale = isChinese ? "zh-CN" : (navigator.languages?.find((other) => other.startsWith("en")) ?? "en");
const plural = new Intl.PluralRules(language);

function template(key, count) {
  const [english, chinese] = TEXTS[key];
  const text = isChinese ? chinese : english;
  return Array.isArray(text) ? text[plural.select(count) === "one" ? 0 : 1] : text;
}

/**
 * The text of a key, with `{name}` replaced by the value of that name. `values.n` selects the text for one or for several.
 */
export function t(key, values = {}) {
  return template(key, values.n).replace(/\{(\w+)\}/gu, (_, name) => values[name]);
}

/** The same with nodes as values: a list of texts and nodes. */
export function sentence(key, values) {
  return template(key, values.n)
    .split(/(\{\w+\})/u)
    .map((part) => (/^\{\w+\}$/u.test(part) ? values[part.slice(1, -1)] : part));
}

const TIME = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const DAY = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const FULL = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" });

const DATE_TIME = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

export const dateTimeText = (date) => DATE_TIME.format(date);
/** The time in little space: without "AM" and "PM". */
export const narrowTimeText = (date) =>
  TIME.formatToParts(date)
    .filter(({ type }) => type !== "dayPeriod")
    .map(({ value }) => value)
    .join("")
    .trim();
export const timeText = (date) => TIME.format(date);
export const fullTimeText = (date) => FULL.format(date);

/** The day of a date: "Today", "Yesterday", or the date. */
export function dayText(date, now = new Date()) {
  const days = Math.round((midnight(now).getTime() - midnight(date).getTime()) / 86_400_000);
  if (days === 0 || days === 1) {
    return t(days === 0 ? "day.today" : "day.yesterday");
  }
  return (days > 0 && days < 180 ? DAY : DAY_AND_YEAR).format(date);
}

export const isSameDay = (one, other) => midnight(one).getTime() === midnight(other).getTime();

/** The day in the reader's time zone in the form of ISO 8601, "2026-07-31". */
export function isoDay(date) {
  return new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())).toISOString().slice(0, 10);
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
