// Texts about slow mode. Each key has its English and its Chinese text.

import { t } from "./i18n.js";

/** Such as "30 seconds", in the largest unit that has no fraction. */
export function intervalText(seconds) {
  if (seconds % 60 !== 0) {
    return t("slow-mode.seconds", { n: seconds });
  }
  const minutes = seconds / 60;
  return minutes % 60 === 0 ? t("measure.hours", { n: minutes / 60 }) : t("measure.minutes", { n: minutes });
}

/** Such as "0:25" or "1:02:30"; a part of a second is shown as a whole one. */
export function waitText(ms) {
  const seconds = Math.ceil(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const digits = (n) => String(n).padStart(2, "0");
  return minutes < 60
    ? `${minutes}:${digits(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${digits(minutes % 60)}:${digits(seconds % 60)}`;
}
