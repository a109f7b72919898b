// The fields that several forms have.

import { ACCOUNT_PASSWORD_MIN } from "../limits.js";
import { t } from "../texts/i18n.js";
import { field } from "../widgets/dialogs.js";

/** A field for the name of a user or a room. */
export function nameField(name, label, properties = {}, hint = "") {
  return field(name, label, { required: true, spellcheck: "false", autocapitalize: "none", ...properties }, hint);
}

/** A field for a password. A new one has a hint about its length. */
export function passwordField(name, label, { isNew }) {
  return field(
    name,
    label,
    {
      type: "password",
      required: true,
      autocomplete: isNew ? "new-password" : "current-password",
      minlength: isNew ? ACCOUNT_PASSWORD_MIN : null,
    },
    isNew ? t("signin.password-hint", { min: ACCOUNT_PASSWORD_MIN }) : "",
  );
}
