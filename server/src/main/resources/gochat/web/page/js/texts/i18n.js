// The page's texts in the browser's language: Chinese if it is the first choice, else English. A pair of English texts
// is for one and for several, by {n}.

import { ACCOUNT_TEXTS } from "./account.js";
import { COMMON_TEXTS } from "./common.js";
import { MESSAGE_TEXTS } from "./messages.js";
import { PROBLEM_TEXTS } from "./problems.js";
import { ROOM_TEXTS } from "./rooms.js";

export const TEXTS = { ...COMMON_TEXTS, ...ACCOUNT_TEXTS, ...ROOM_TEXTS, ...MESSAGE_TEXTS, ...PROBLEM_TEXTS };

const isChinese = (navigator.languages?.[0] ?? navigator.language ?? "en").toLowerCase().startsWith("zh");

export const language = isChinese ? "zh-CN" : "en";
/** How dates and numbers are written: as the browser is set up, where it fits the words. */
const locale = isChinese ? "zh-CN" : (navigator.languages?.find((other) => other.startsWith("en")) ?? "en");
const plural = new Intl.PluralRules(language);

function template(key, count) {
  const [english, chinese] = TEXTS[key];
  const words = isChinese ? chinese : english;
  return Array.isArray(words) ? words[plural.select(count) === "one" ? 0 : 1] : words;
}

/**
 * The words of a key, with `{name}` filled in. Where there are words for one and for several, `values.n` says how many.
 */
export function t(key, values = {}) {
  return template(key, values.n).replace(/\{(\w+)\}/gu, (_, name) => values[name]);
}

/** The same with elements for values: a list of texts and nodes. */
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
/** The time where there is little room: without "AM" and "PM". */
export const narrowTimeText = (date) =>
  TIME.formatToParts(date)
    .filter(({ type }) => type !== "dayPeriod")
    .map(({ value }) => value)
    .join("")
    .trim();
export const timeText = (date) => TIME.format(date);
export const fullTimeText = (date) => FULL.format(date);

/** Which day it was, as one says it. */
export function dayText(date, now = new Date()) {
  const days = Math.round((midnight(now).getTime() - midnight(date).getTime()) / 86_400_000);
  if (days === 0 || days === 1) {
    return t(days === 0 ? "day.today" : "day.yesterday");
  }
  return (days > 0 && days < 180 ? DAY : DAY_AND_YEAR).format(date);
}

export const isSameDay = (one, other) => midnight(one).getTime() === midnight(other).getTime();

/** The day in the reader's time zone as machines write it, "2026-07-31". */
export function isoDay(date) {
  return new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())).toISOString().slice(0, 10);
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
