// The start of the page: with the stored session, or at the sign-in page. All pages of a browser share one session.

import { safeLine } from "./markup/safetext.js";
import { learnServer, serverName } from "./state/server.js";
import { forgetSession, forgetUser, loadSession, saveDevice, saveSession, watchSession } from "./state/storage.js";
import { getServer } from "./stream/calls.js";
import { dateTimeText, language, t } from "./texts/i18n.js";
import { Chat } from "./views/chat.js";
import { takeCode } from "./views/router.js";
import { signInPage } from "./views/signin.js";
import { openDialog } from "./widgets/dialogs.js";
import { el } from "./widgets/dom.js";

const page = document.getElementById("page");
document.documentElement.lang = language;

let chat = null;
let token = "";
/** The user of this session or the last one. */
let user = null;
/** The code that waits for its use, as takeCode has it. It is kept nowhere else. */
let carried = takeCode(".");

function enter(session) {
  ({ token, user } = session);
  chat = new Chat(session, {
    ended: ({ notice, isSignedOut }) => {
      forgetSession(token, isSignedOut);
      showSignIn(notice);
    },
    upgraded: (upgraded) => ({ token, user } = keep(upgraded)),
  });
  page.replaceChildren(chat.element);
  chat.open();
}

/** Stores the answer to a sign-in. */
function keep(signedIn) {
  const session = { token: signedIn.token, user: signedIn.user };
  saveDevice(signedIn.deviceToken);
  saveSession(session);
  return session;
}

function showSignIn(notice = "") {
  chat = null;
  token = "";
  document.title = t("signin.title", { server: serverName() });
  page.replaceChildren(
    signInPage(notice, user, carried, (session) => {
      carried = null;
      enter(keep(session));
      if (session.passwordResetTime) {
        showPasswordReset(new Date(session.passwordResetTime));
      }
    }),
  );
  const inputs = [...page.querySelectorAll("input")];
  (inputs.find((input) => input.value === "") ?? inputs[0]).focus();
}

// Before the listener of the chat, which would look for a room with this address.
addEventListener("hashchange", ({ oldURL }) => {
  const taken = takeCode(oldURL);
  if (taken) {
    carried = taken;
    (chat ? showUnusedCode : showSignIn)();
  }
});

/** Says to a user who is signed in what the code is for. */
function showUnusedCode() {
  openDialog(t(`link.${carried.use}`), el("p", {}, t(`link.${carried.use}-unused`, { name: safeLine(user.name) })));
}

/** Somebody set the password with a code since the last sign-in on this device. */
function showPasswordReset(time) {
  openDialog(t("password.was-reset-title"), el("p", {}, t("password.was-reset", { time: dateTimeText(time) })));
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
  if (carried) {
    showUnusedCode();
  }
} else {
  await learned;
  showSignIn();
}
