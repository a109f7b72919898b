// The start of the page: with the stored session, or at the sign-in page. All pages of a browser share one session.

import { safeLine } from "./markup/safetext.js";
import { learnServer, serverName } from "./state/server.js";
import { forgetSession, forgetUser, loadSession, saveDevice, saveSession, watchSession } from "./state/storage.js";
import { getServer } from "./stream/calls.js";
import { language, t } from "./texts/i18n.js";
import { Chat } from "./views/chat.js";
import { takeInvitation } from "./views/router.js";
import { signInPage } from "./views/signin.js";
import { openDialog } from "./widgets/dialogs.js";
import { el } from "./widgets/dom.js";

const page = document.getElementById("page");
document.documentElement.lang = language;

let chat = null;
let token = "";
/** The user of this session or the last one. */
let user = null;
/** The code of an invitation that waits for a new account; empty for none. It is kept nowhere else. */
let invitation = takeInvitation(".");

function enter(session) {
  ({ token, user } = session);
  chat = new Chat(session, ({ notice, isSignedOut }) => {
    forgetSession(session.token, isSignedOut);
    showSignIn(notice);
  });
  page.replaceChildren(chat.element);
  chat.open();
}

function showSignIn(notice = "") {
  chat = null;
  token = "";
  document.title = t("signin.title", { server: serverName() });
  page.replaceChildren(
    signInPage(notice, user, invitation, ({ deviceToken, ...session }) => {
      invitation = "";
      saveDevice(deviceToken);
      saveSession(session);
      enter(session);
    }),
  );
  const inputs = [...page.querySelectorAll("input")];
  (inputs.find((input) => input.value === "") ?? inputs[0]).focus();
}

// Before the listener of the chat, which would look for a room with this address.
addEventListener("hashchange", ({ oldURL }) => {
  const code = takeInvitation(oldURL);
  if (code) {
    invitation = code;
    (chat ? showUnusedInvitation : showSignIn)();
  }
});

/** Says to a user who is signed in what an invitation is for. */
function showUnusedInvitation() {
  openDialog(t("invitation.title"), el("p", {}, t("invitation.unused", { name: safeLine(user.name) })));
}

watchSession((session, isSignedOut) => {
  if ((session?.token ?? "") !== token) {
    chat?.leave(isSignedOut);
    if (session) {
      enter(session);
    }
  } else if (isSignedOut && user) {
    // The server ended this page before the user signed out, so the user's values are still stored.
    forgetUser(user.id);
  }
});

const learned = learnServer(getServer());
const session = loadSession();
if (session) {
  enter(session);
  if (invitation) {
    showUnusedInvitation();
  }
} else {
  await learned;
  showSignIn();
}
