// The ends and the reasons of kicks, bans and mutes as texts. A measure is { by, reason, untilTime }, an event or as the
// server tells it.

import { ROOM_REASON_BYTES_MAX } from "../limits.js";
import { safeLine } from "../markup/safetext.js";
import { dateTimeText, t } from "./i18n.js";

/** The end and the reason behind a sentence. */
export function termsText({ untilTime, reason }) {
  const end = untilTime ? ` ${t("measure.until", { time: timeText(untilTime) })}` : "";
  return end + (reason ? `: ${safeLine(reason, ROOM_REASON_BYTES_MAX)}` : "");
}

/** The same as sentences of their own. */
export function termsSentences({ untilTime, reason }) {
  return [
    untilTime && `${t("measure.ends", { time: timeText(untilTime) })}`,
    reason && t("measure.why", { reason: safeLine(reason, ROOM_REASON_BYTES_MAX) }),
  ].filter(Boolean);
}

export const timeText = (time) => dateTimeText(new Date(time));
