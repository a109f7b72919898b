// The user's menu: notifications, an account for a guest, the sessions, the password, the data, the privacy, the server's
// administration, the end of the account, the keys, signing out.

import { newName } from "../actions/names.js";
import { registration } from "../state/server.js";
import { saveDevice } from "../state/storage.js";
import { changePassword, upgradeGuest } from "../stream/calls.js";
import { problemText, Unanswered } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { openForm, toast } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";
import { showDevices } from "./devices.js";
import { passwordField, registrationFields } from "./fields.js";
import { showKeys } from "./keyhelp.js";
import { showMyData } from "./mydata.js";

/**
 * The items of the user's menu.
 *
 * @param actions upgraded(session), when the guest has become an account; signOut(); deleting(call), which
 *   makes the call that deletes the account; deleted(), when it is deleted
 */
export function accountItems(token, self, notifier, { upgraded, signOut, deleting, deleted }) {
  const isGuest = self.kind === "USER_KIND_GUEST";
  const isAdministrator = self.kind === "USER_KIND_ADMINISTRATOR";
  return [
    { name: t(`notify.${notifier.state()}`), act: () => toggleNotifications(notifier) },
    isGuest && registration() !== "OFF" && { name: t("keep.title"), act: () => keepName(token, self, upgraded) },
    !isGuest && {
      name: t("devices.title"),
      act: () => showDevices(token, (changed) => openPasswordForm(token, changed)),
    },
    !isGuest && {
      name: t("password.title"),
      act: () => openPasswordForm(token, () => toast(t("password.changed"))),
    },
    !isGuest && {
      name: t("recovery.title"),
      act: () => later(import("./recoverycodes.js"), ({ showRecoveryCodes }) => showRecoveryCodes(token, self)),
    },
    !isGuest && { name: t("my-data.title"), act: () => showMyData(token, self) },
    {
      name: t("privacy.title"),
      act: () => later(import("./privacy.js"), ({ showPrivacy }) => showPrivacy(token)),
    },
    isAdministrator && {
      name: t("accounts.title"),
      act: () => later(import("./accounts.js"), ({ showAccounts }) => showAccounts(token, self)),
    },
    isAdministrator && {
      name: t("invitations.title"),
      act: () => later(import("./invitations.js"), ({ showInvitations }) => showInvitations(token)),
    },
    !isGuest && {
      name: t("deletion.title"),
      isDanger: true,
      act: () =>
        later(import("./deleteaccount.js"), ({ showDeleteAccount }) =>
          showDeleteAccount(token, self, deleting, deleted),
        ),
    },
    { name: t("keys.title"), act: showKeys },
    { name: t("user.sign-out"), isDanger: true, act: signOut },
  ];
}

/** Shows a part of the page that users seldom need, so that it is loaded then. */
async function later(module, show) {
  let part;
  try {
    part = await module;
  } catch {
    toast(problemText(new Unanswered("unreachable")));
    return;
  }
  show(part);
}

async function toggleNotifications(notifier) {
  toast(t(`notify.now-${await notifier.toggle()}`));
}

/** Asks for what an account needs beside a name, and makes the guest that account. */
function keepName(token, self, upgraded) {
  const fields = [el("p", { class: "hint" }, t("keep.hint")), ...registrationFields(self.name, "")];
  const keep = async ({ name, password, code }) => {
    upgraded(await upgradeGuest(token, newName(name), password, code.trim()));
  };
  openForm(t("keep.title"), fields, t("signin.register-act"), keep, { done: () => toast(t("keep.done")) });
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
