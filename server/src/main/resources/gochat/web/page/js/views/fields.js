// The fields that several forms have.

import { ACCOUNT_NAME_MAX, ACCOUNT_PASSWORD_MIN } from "../limits.js";
import { registration } from "../state/server.js";
import { t } from "../texts/i18n.js";
import { field } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";

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

/** The properties of a field for a code. */
export const CODE_FIELD = { spellcheck: "false", autocapitalize: "none" };

/** A field for the name of a new user; `hint` says which names there are. */
export function ownNameField(value, hint = t("signin.name-hint", { max: ACCOUNT_NAME_MAX })) {
  return nameField("name", t("signin.name"), { autocomplete: "username", value }, hint);
}

/**
 * The fields of a new account: "name", "password" and "code".
 *
 * @param carried the code that the user's link had; empty for none
 */
export function registrationFields(name, carried) {
  const ownName = ownNameField(name);
  const password = passwordField("password", t("signin.password"), { isNew: true });
  const isCodeNeeded = registration() === "INVITE";
  const code = field(
    "code",
    t("signin.code"),
    { ...CODE_FIELD, required: isCodeNeeded, value: carried },
    t("signin.code-hint"),
  );
  if (isCodeNeeded) {
    const hint = t(carried ? "signin.invited" : "signin.invited-only");
    return [el("p", { class: "hint" }, hint), ownName, password, code];
  }
  return [ownName, password, el("details", { open: carried !== "" }, el("summary", {}, t("signin.has-code")), code)];
}
