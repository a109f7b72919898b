// How a request can fail, and how people are told.

import { language, t } from "./i18n.js";
import { REASONS } from "./problems.js";

/** No answer, or an error instead of one. */
export class Failure extends Error {
  /**
   * @param code of google.rpc.Code, 0 when the server said nothing
   * @param wasHandedOver whether the server may have got it
   * @param details of google.rpc.Status: the reason and the field that was wrong, for programs
   */
  constructor(code, sentence, wasHandedOver, details = []) {
    super(sentence);
    this.code = code;
    this.wasHandedOver = wasHandedOver;
    this.reason = details.find(({ reason }) => reason)?.reason ?? "";
    this.field = details.find(({ fieldViolations }) => fieldViolations)?.fieldViolations[0]?.field ?? "";
  }
}

/** The server understood, and said no: nothing was done. */
export class Refused extends Error {
  /** @param refusal as the server sends it */
  constructor(refusal) {
    super(refusal.sentence ?? "");
    this.reason = (refusal.reason ?? "").replace("REFUSAL_REASON_", "");
  }
}

/** What the page itself sees to be wrong: nothing was sent. The message is in the user's language. */
export class Invalid extends Error {}

/** A call over HTTP that this server did not answer. */
export class Unanswered extends Error {
  /**
   * @param how "unreachable", "late", or "foreign": somebody else answered
   * @param status of that answer
   */
  constructor(how, status = 0) {
    super(how);
    this.how = how;
    this.status = status;
  }
}

/** @param e a Refused, a Failure, an Invalid or an Unanswered; anything else is a fault of the page */
export function problemText(e) {
  if (e instanceof Invalid) {
    return e.message;
  }
  if (e instanceof Unanswered) {
    return t(`problem.${e.how}`, { status: e.status });
  }
  if (e instanceof Refused) {
    return inWords(e.message, [e.reason]);
  }
  if (e.code) {
    return inWords(e.message && t("problem.said", { sentence: e.message }), [
      `${e.reason}.${e.field}`,
      e.reason,
      e.code,
    ]);
  }
  return t(e.wasHandedOver === false ? "problem.offline" : "problem.no-answer");
}

/** The server's sentence is English; in another language there is one for each reason. */
function inWords(sentence, keys) {
  const key = language !== "en" && keys.find((other) => other in REASONS);
  return key
    ? REASONS[key].replaceAll("{host}", location.hostname)
    : (language === "en" && sentence) || t("problem.unknown");
}
