// Where the page begins: in with whoever was here before, or to the door. All pages of a browser are signed in alike.

import { Chat } from "./chat.js";
import { language, t } from "./i18n.js";
import { forgetSession, loadSession, saveSession, watchSession } from "./kept.js";
import { signInPage } from "./signin.js";

const page = document.getElementById("page");
document.documentElement.lang = language;

let chat = null;
let token = "";

function enter(session) {
  token = session.token;
  chat = new Chat(session, ({ notice, isSignedOut }) => {
    forgetSession(session.token, isSignedOut);
    door(notice, session.user);
  });
  page.replaceChildren(chat.element);
  chat.open();
}

/** @param last who was here before, or null */
function door(notice = "", last = null) {
  chat = null;
  token = "";
  document.title = t("door.title");
  page.replaceChildren(
    signInPage(notice, last, (session) => {
      saveSession(session);
      enter(session);
    }),
  );
  const inputs = [...page.querySelectorAll("input")];
  (inputs.find((input) => input.value === "") ?? inputs[0]).focus();
}

watchSession((session, isSignedOut) => {
  if ((session?.token ?? "") !== token) {
    chat?.leave(isSignedOut);
    if (session) {
      enter(session);
    }
  }
});

const session = loadSession();
if (session) {
  enter(session);
} else {
  door();
}
