// An entry of the audit log as a sentence.

import { safeLine } from "../markup/safetext.js";
import { sentence, t, TEXTS } from "../texts/i18n.js";
import { bdi } from "../widgets/dom.js";

const VALUE_CHARS = 300;

/** An account; the name of a deleted one is empty. */
function account(user) {
  return user?.id ? bdi(user.name ? safeLine(user.name) : t("audit.deleted", { id: safeLine(user.id) }), "author") : "";
}

function actor(entry) {
  switch (entry.detail.actor) {
    case "AUDIT_ACTOR_OPERATOR":
      return t("audit.operator");
    case "AUDIT_ACTOR_SERVER":
      return t("audit.server");
    default:
      return account(entry.author);
  }
}

/** Details of a newer server, and free values, stand for themselves. */
const textOr = (key, word) => (TEXTS[key] ? t(key) : safeLine(word, VALUE_CHARS));

const detailText = ([name, value]) =>
  t("audit.detail", { name: textOr(`audit.${name}`, name), value: textOr(`audit.${name}.${value}`, value) });

/** The nodes of a line for an entry with `what` "audited". */
export function auditSentence(entry) {
  const { action = "", account: subject, details = {} } = entry.detail;
  const word = action.replace("AUDIT_ACTION_", "");
  const values = { who: actor(entry), account: account(subject), action: safeLine(word) };
  const told = Object.entries(details).map(detailText).join(" · ");
  const key = TEXTS[`audit.${word}`] ? `audit.${word}` : "audit.OTHER";
  return [...sentence(key, values), told && ` · ${told}`];
}
