// The ways in which a request can fail, and their sentences for the user.

import { language, t } from "./i18n.js";
import { termsSentences } from "./measureterms.js";
import { REASONS } from "./problems.js";

/** The server answered with an error, or not at all. */
export class Failure extends Error {
  /**
   * @param code of google.rpc.Code; 0 if the server did not answer
   * @param wasHandedOver whether the server may have received the request
   * @param details of google.rpc.Status: the reason and the wrong field, for programs
   */
  constructor(code, sentence, wasHandedOver, details = []) {
    super(sentence);
    this.code = code;
    this.wasHandedOver = wasHandedOver;
    this.reason = details.find(({ reason }) => reason)?.reason ?? "";
    this.field = details.find(({ fieldViolations }) => fieldViolations)?.fieldViolations[0]?.field ?? "";
  }
}

/** The server has refused the request: nothing was done. */
export class Refused extends Error {
  /** @param refusal as the server sends it */
  constructor(refusal) {
    super(refusal.sentence ?? "");
    this.reason = (refusal.reason ?? "").replace("REFUSAL_REASON_", "");
    this.measure = refusal.measure ?? {};
    /** The time until another try may succeed; 0 if there is none. */
    this.retryAfterMs = Number.parseFloat(refusal.retryAfter ?? "0") * 1_000;
  }
}

/** The page itself has found an error: nothing was sent. The message is in the user's language. */
export class Invalid extends Error {}

/** The server did not answer a call over HTTP. */
export class Unanswered extends Error {
  /**
   * @param how "unreachable", "late", or "foreign": another program answered
   * @param {{ n?: number, status?: number }} values of the sentence: the seconds without an answer, or the HTTP status of the
   *   answer
   */
  constructor(how, values = {}) {
    super(how);
    this.how = how;
    this.values = values;
  }
}

/** @param e a Refused, a Failure, an Invalid or an Unanswered; any other error is a fault of the page */
export function problemText(e) {
  if (e instanceof Invalid) {
    return e.message;
  }
  if (e instanceof Unanswered) {
    return t(`problem.${e.how}`, e.values);
  }
  if (e instanceof Refused) {
    const sentence = sentenceOf(e.message, [e.reason]);
    // The server's own sentence has these already.
    return language === "en" ? sentence : [sentence, ...termsSentences(e.measure)].join(" ");
  }
  if (e.code) {
    return sentenceOf(e.message && t("problem.said", { sentence: e.message }), [
      `${e.reason}.${e.field}`,
      e.reason,
      e.code,
    ]);
  }
  return t(e.wasHandedOver === false ? "problem.offline" : "problem.no-answer");
}

/** The server's own sentence is English. In another language the page has a sentence for each reason. */
function sentenceOf(sentence, keys) {
  const key = language !== "en" && keys.find((other) => other in REASONS);
  return key
    ? REASONS[key].replaceAll("{host}", location.hostname)
    : (language === "en" && sentence) || t("problem.unknown");
}
