// The user's menu: notifications, the sessions, the password, the server's administration, the keys, signing out.

import { saveDevice } from "../state/storage.js";
import { changePassword } from "../stream/calls.js";
import { t } from "../texts/i18n.js";
import { openForm, toast } from "../widgets/dialogs.js";
import { showAccounts } from "./accounts.js";
import { showDevices } from "./devices.js";
import { passwordField } from "./fields.js";
import { showInvitations } from "./invitations.js";
import { showKeys } from "./keyhelp.js";

/** The items of the user's menu. */
export function accountItems(token, self, notifier, signOut) {
  const isGuest = self.kind === "USER_KIND_GUEST";
  const isAdministrator = self.kind === "USER_KIND_ADMINISTRATOR";
  return [
    { name: t(`notify.${notifier.state()}`), act: () => toggleNotifications(notifier) },
    !isGuest && {
      name: t("devices.title"),
      act: () => showDevices(token, (changed) => openPasswordForm(token, changed)),
    },
    !isGuest && {
      name: t("password.title"),
      act: () => openPasswordForm(token, () => toast(t("password.changed"))),
    },
    isAdministrator && { name: t("accounts.title"), act: () => showAccounts(token, self) },
    isAdministrator && { name: t("invitations.title"), act: () => showInvitations(token) },
    { name: t("keys.title"), act: showKeys },
    { name: t("user.sign-out"), isDanger: true, act: signOut },
  ];
}

async function toggleNotifications(notifier) {
  toast(t(`notify.now-${await notifier.toggle()}`));
}

/** @param changed called when the form has closed */
function openPasswordForm(token, changed) {
  const fields = [
    passwordField("old", t("password.old"), { isNew: false }),
    passwordField("new", t("password.new"), { isNew: true }),
  ];
  const change = async (values) => {
    const { deviceToken } = await changePassword(token, values.old, values.new);
    saveDevice(deviceToken);
  };
  openForm(t("password.title"), fields, t("dialog.save"), change, { done: changed });
}
