// The user's menu: notifications, the password, the keys, signing out.

import { saveDevice } from "../state/storage.js";
import { changePassword } from "../stream/calls.js";
import { t } from "../texts/i18n.js";
import { openForm, toast } from "../widgets/dialogs.js";
import { passwordField } from "./fields.js";
import { showKeys } from "./keyhelp.js";

/** The items of the user's menu. */
export function accountItems(token, isGuest, notifier, signOut) {
  return [
    { name: t(`notify.${notifier.state()}`), act: () => toggleNotifications(notifier) },
    !isGuest && { name: t("password.title"), act: () => openPasswordForm(token) },
    { name: t("keys.title"), act: showKeys },
    { name: t("user.sign-out"), isDanger: true, act: signOut },
  ];
}

async function toggleNotifications(notifier) {
  toast(t(`notify.now-${await notifier.toggle()}`));
}

function openPasswordForm(token) {
  const fields = [
    passwordField("old", t("password.old"), { isNew: false }),
    passwordField("new", t("password.new"), { isNew: true }),
  ];
  openForm(t("password.title"), fields, t("dialog.save"), async (values) => {
    const { deviceToken } = await changePassword(token, values.old, values.new);
    saveDevice(deviceToken);
    toast(t("password.changed"));
  });
}
