// Checks names of users and rooms, and topics, before they are sent, to explain a wrong one in the user's language. The
// server decides; its rules for names are those of gochat.account.UserName.

import { ACCOUNT_NAME_MAX, ROOM_TOPIC_BYTES_MAX } from "../limits.js";
import { safeText } from "../markup/safetext.js";
import { Invalid } from "../texts/failures.js";
import { t } from "../texts/i18n.js";

const ALLOWED = /^(?:\p{L}\p{M}*|[\p{Nd}_.-])$/u;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

/**
 * The form in which a new name is sent.
 *
 * @throws Invalid if it is not a valid name
 */
export function newName(typed) {
  const name = typed.trim().normalize("NFC");
  if (name === "" || [...name].length > ACCOUNT_NAME_MAX) {
    throw new Invalid(t("name.length", { max: ACCOUNT_NAME_MAX }));
  }
  const wrong = name.match(/\P{M}\p{M}*|\p{M}+/gu).find((character) => !ALLOWED.test(character));
  if (UNSEEN.test(name)) {
    throw new Invalid(t("name.unseen"));
  }
  if (wrong) {
    throw new Invalid(/\s/u.test(wrong) ? t("name.blank") : t("name.character", { character: safeText(wrong) }));
  }
  if (/^[-.]/u.test(name)) {
    throw new Invalid(t("name.beginning"));
  }
  return name;
}

/**
 * The form in which a topic is sent.
 *
 * @throws Invalid if it is too long
 */
export function newTopic(typed) {
  const topic = typed.trim();
  const bytes = new TextEncoder().encode(topic).length;
  if (bytes > ROOM_TOPIC_BYTES_MAX) {
    throw new Invalid(t("topic.too-long", { bytes, max: ROOM_TOPIC_BYTES_MAX }));
  }
  return topic;
}
