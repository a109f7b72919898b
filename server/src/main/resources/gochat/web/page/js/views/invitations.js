// The dialogs with the invitations to the server, for its administrators.

import { INVITATION_LIFE_MS, INVITATION_NOTE_MAX, INVITATION_USES_MAX } from "../limits.js";
import { safeLine } from "../markup/safetext.js";
import { createInvitation, listInvitations, revokeInvitation } from "../stream/admincalls.js";
import { problemText } from "../texts/failures.js";
import { dateTimeText, t } from "../texts/i18n.js";
import { checkbox, field, openDialog, openForm, problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el } from "../widgets/dom.js";
import { showCodeLink } from "./codelink.js";

const DAY_MS = 86_400_000;

export function showInvitations(token) {
  const list = el("ul", {
    class: "records",
    "aria-label": t("invitations.title"),
    tabindex: "-1",
    "aria-busy": "true",
  });
  const done = el("p", { class: "hint", role: "status" });
  const problem = problemLine();

  const load = async () => {
    try {
      const items = (await listInvitations(token)).toReversed().map(item);
      list.replaceChildren(...(items.length > 0 ? items : [el("li", { class: "hint" }, t("invitations.none"))]));
      showProblem(problem, "");
    } catch (e) {
      showProblem(problem, problemText(e));
    }
    list.setAttribute("aria-busy", "false");
  };
  const revoke = (invitation) =>
    openForm(
      t("invitations.revoke-title", { note: noteOf(invitation) }),
      [el("p", {}, t("invitations.revoke-hint"))],
      t("invitations.revoke"),
      () => revokeInvitation(token, invitation),
      {
        isDanger: true,
        done: async () => {
          await load();
          done.textContent = t("invitations.revoked");
          // The button that opened the form is gone.
          list.focus();
        },
      },
    );
  const item = (invitation) => {
    const { uses = 0, usesMax, kind, expireTime } = invitation;
    const note = noteOf(invitation);
    return el(
      "li",
      {},
      el(
        "div",
        {},
        el("strong", {}, bdi(note)),
        kind === "USER_KIND_ADMINISTRATOR" && el("span", { class: "badge" }, t("accounts.administrator")),
        el("p", {}, t("invitations.uses", { uses, n: usesMax })),
        el("p", {}, t("invitations.until", { time: dateTimeText(new Date(expireTime)) })),
      ),
      button(
        { "aria-label": `${t("invitations.revoke")}: ${note}`, click: () => revoke(invitation) },
        t("invitations.revoke"),
      ),
    );
  };

  openDialog(
    t("invitations.title"),
    el("p", { class: "hint" }, t("invitations.hint")),
    list,
    done,
    problem,
    el("footer", {}, button({ class: "primary", click: () => openNew(token, load) }, t("invitations.new"))),
  );
  load();
}

/** @param made called when the invitation is there */
function openNew(token, made) {
  const number = (name, label, value, max) =>
    field(name, label, { type: "number", min: 1, max, value, required: true });
  let created;
  openForm(
    t("invitations.new"),
    [
      field("note", t("invitations.note"), { maxlength: INVITATION_NOTE_MAX }, t("invitations.note-hint")),
      number("uses", t("invitations.uses-max"), 1, INVITATION_USES_MAX),
      number("days", t("invitations.days"), 7, INVITATION_LIFE_MS / DAY_MS),
      field(
        "rooms",
        t("invitations.rooms"),
        { spellcheck: "false", autocapitalize: "none" },
        t("invitations.rooms-hint"),
      ),
      checkbox("administrator", t("invitations.administrator"), t("invitations.administrator-hint")),
    ],
    t("invitations.make"),
    async ({ note, uses, days, rooms, administrator }) => {
      created = await createInvitation(token, {
        note: note.trim(),
        usesMax: Number(uses),
        days: Number(days),
        rooms: rooms
          .split(/[\s,，、]+/u)
          .filter(Boolean)
          .map(withSign),
        isForAdministrators: administrator !== undefined,
      });
      await made();
    },
    {
      done: () =>
        showCodeLink("invite", t("invitations.link-title"), {
          code: created.code,
          expireTime: created.invitation.expireTime,
        }),
    },
  );
}

const withSign = (name) => (name.startsWith("#") ? name : `#${name}`);
const noteOf = ({ note }) => safeLine(note ?? "") || t("invitations.no-note");
