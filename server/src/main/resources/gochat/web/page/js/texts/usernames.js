// The names of users, safe to show.

import { safeLine } from "../markup/safetext.js";
import { t } from "./i18n.js";

/** The name of a user; the words for a deleted account, which has none. */
export const userName = (user) => (user?.name ? safeLine(user.name) : t("user.deleted"));
