// Where the page begins: in with whoever was here before, or to the door.

import { Chat } from "./chat.js";
import { language, t } from "./i18n.js";
import { forgetSession, loadSession, saveSession } from "./kept.js";
import { signInPage } from "./signin.js";

const page = document.getElementById("page");
document.documentElement.lang = language;

function enter(session) {
  const chat = new Chat(session, (notice, name) => {
    forgetSession();
    door(notice, name);
  });
  page.replaceChildren(chat.element);
  chat.open();
}

function door(notice = "", name = "") {
  document.title = t("door.title");
  page.replaceChildren(
    signInPage(notice, name, (session) => {
      saveSession(session);
      enter(session);
    }),
  );
  page.querySelector("input")?.focus();
}

const session = loadSession();
if (session) {
  enter(session);
} else {
  door();
}
