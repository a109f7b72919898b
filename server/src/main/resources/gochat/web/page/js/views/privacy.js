// The dialog with the users who may reach this user, and those whom it has blocked.

import { safeLine } from "../markup/safetext.js";
import { getPrivacy, listBlocked, setPrivacy, unblockUser } from "../stream/calls.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { choice, openDialog, problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el } from "../widgets/dom.js";

const AUDIENCES = ["EVERYBODY", "SHARED_ROOM", "NOBODY"];

export async function showPrivacy(token) {
  const list = el("ul", { class: "records", "aria-label": t("privacy.blocked"), tabindex: "-1" });
  const none = el("p", { class: "hint", hidden: true }, t("privacy.none"));
  const done = el("p", { class: "hint", role: "status" });
  const problem = problemLine();
  const attempt = async (change, text) => {
    try {
      await change();
      showProblem(problem, "");
      done.textContent = text;
    } catch (e) {
      showProblem(problem, problemText(e));
    }
  };
  const audience = (what) => {
    const options = AUDIENCES.map((value) => [`AUDIENCE_${value}`, t(`privacy.${value}`)]);
    const field = choice(what, t(`privacy.${what}`), options);
    const select = field.querySelector("select");
    select.addEventListener("change", () =>
      attempt(() => setPrivacy(token, { [what]: select.value }), t("privacy.saved")),
    );
    return { field, select };
  };
  const messages = audience("messages");
  const invitations = audience("invitations");
  const load = async () => {
    const { users = [] } = await listBlocked(token);
    list.replaceChildren(...users.map(item));
    none.hidden = users.length > 0;
  };
  const item = (user) => {
    const name = safeLine(user.name);
    const unblock = async () => {
      await unblockUser(token, user.id);
      await load();
      // The button is gone.
      list.focus();
    };
    return el(
      "li",
      {},
      el("div", {}, el("strong", {}, bdi(name))),
      button(
        {
          "aria-label": `${t("block.undo")}: ${name}`,
          click: () => attempt(unblock, t("block.undone", { name })),
        },
        t("block.undo"),
      ),
    );
  };
  try {
    const privacy = await getPrivacy(token);
    messages.select.value = privacy.messages;
    invitations.select.value = privacy.invitations;
    await load();
  } catch (e) {
    showProblem(problem, problemText(e));
  }
  openDialog(
    t("privacy.title"),
    messages.field,
    invitations.field,
    el("h3", {}, t("privacy.blocked")),
    el("p", { class: "hint" }, t("privacy.blocked-hint")),
    none,
    list,
    done,
    problem,
  );
}
