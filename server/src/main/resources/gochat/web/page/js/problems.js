// What went wrong, as people are told.

import { Refused } from "./failures.js";
import { language, t } from "./i18n.js";
import { WORDS } from "./words.js";

/** @param e a Refused or a Failure */
export function problemText(e) {
  if (e instanceof Refused) {
    return refusalText(e);
  }
  if (e.code) {
    return e.message ? t("problem.said", { sentence: e.message }) : t("problem.unknown");
  }
  return t(e.wasHandedOver === false ? "problem.offline" : "problem.no-answer");
}

/** @param refusal as the server sends it */
export function refusalOf(refusal) {
  return refusalText(new Refused(refusal));
}

/** The server's sentence is English and says more; for others there is one of each reason. */
function refusalText({ reason, message }) {
  const key = `refusal.${reason}`;
  return language !== "en" && WORDS[key] ? t(key) : message || t("problem.unknown");
}
