// The panel with the members of a room and their presence.

import { REQUEST_USERS_MAX } from "../limits.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { userName } from "../texts/usernames.js";
import { avatar } from "../widgets/avatar.js";
import { problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el, iconButton } from "../widgets/dom.js";
import { openMenu } from "../widgets/popup.js";

/** A part of the users whose presence a stream watches is left for the peers of conversations. */
const WATCHED_MAX = 0.8 * REQUEST_USERS_MAX;
const REDRAW_MS = 300;

export class Members {
  element;
  #context;
  #room;
  #members = [];
  #nextPageToken = "";
  #list = el("ul", {});
  #problem = problemLine();
  #more;
  #timer = 0;
  #ends;

  /** @param context holds store, roomActions, items(member), watch(userIds), invite() or null, measures() or null, close() */
  constructor(room, context) {
    this.#room = room;
    this.#context = context;
    this.#more = button({ class: "link", hidden: true, click: () => this.#load() }, t("browse.more"));
    this.element = el(
      "aside",
      { class: "panel", "aria-label": t("members.label") },
      el(
        "header",
        {},
        el("h2", {}, t("members.label")),
        context.invite && iconButton("invite", t("invite.title"), { click: context.invite }),
        iconButton("close", t("panel.close"), { click: context.close }),
      ),
      el(
        "div",
        { class: "scroll" },
        room.kind === "lobby" && el("p", { class: "hint" }, t("members.lobby")),
        context.measures && button({ class: "link", click: context.measures }, t("measures.title")),
        this.#list,
        this.#more,
        this.#problem,
      ),
    );
    const soon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#draw(), REDRAW_MS);
    };
    this.#ends = [
      context.store.on("presence", soon),
      context.store.on("members", (roomId) => roomId === room.id && this.#reload()),
    ];
    this.#load();
  }

  close() {
    this.#context.watch([]);
    clearTimeout(this.#timer);
    this.#ends.forEach((end) => end());
  }

  /** There is a connection again. */
  refresh() {
    this.#reload();
  }

  #reload() {
    this.#nextPageToken = "";
    this.#members = [];
    this.#load();
  }

  async #load() {
    try {
      const page = await this.#context.roomActions.members(this.#room, this.#nextPageToken);
      const members = (page.members ?? []).map(({ user, role, muted }) => ({
        user,
        role: (role ?? "").replace("ROLE_", ""),
        isMuted: muted ?? false,
      }));
      this.#members = [...(this.#nextPageToken ? this.#members : []), ...members];
      this.#nextPageToken = page.nextPageToken ?? "";
      showProblem(this.#problem, "");
      this.#context.watch(
        this.#shown()
          .slice(0, WATCHED_MAX)
          .map(({ user }) => user.id),
      );
    } catch (e) {
      showProblem(this.#problem, problemText(e));
    }
    this.#more.hidden = this.#nextPageToken === "";
    this.#draw();
  }

  /**
   * The members as { user, role, isMuted }. All users are members of the lobby: there the list shows those whom the page
   * knows, and isMuted is undefined.
   */
  #shown() {
    const { store } = this.#context;
    if (this.#room.kind !== "lobby") {
      return this.#members;
    }
    const listed = new Set(this.#members.map(({ user }) => user.id));
    const known = store.people.search("", WATCHED_MAX).filter((user) => !listed.has(user.id));
    return [...this.#members, ...known.map((user) => ({ user, role: "", isMuted: undefined }))];
  }

  #draw() {
    const { people } = this.#context.store;
    const isHere = ({ user }) => ["ONLINE", "AWAY"].includes(people.availability(user.id));
    const byName = (one, other) =>
      Number(isHere(other)) - Number(isHere(one)) || userName(one.user).localeCompare(userName(other.user));
    const { activeElement } = document;
    const focused =
      activeElement instanceof HTMLElement && this.#list.contains(activeElement)
        ? activeElement.dataset.user
        : undefined;
    this.#list.replaceChildren(
      ...this.#shown()
        .sort(byName)
        .map((member) => this.#item(member)),
    );
    if (focused) {
      [...this.#list.querySelectorAll("button")].find((other) => other.dataset.user === focused)?.focus();
    }
  }

  #item(member) {
    const { user, role } = member;
    const availability = this.#context.store.people.availability(user.id);
    const name = userName(user);
    const badges = [
      user.kind === "USER_KIND_GUEST" && t("user.guest"),
      role && role !== "MEMBER" && t(`role.${role}`),
      member.isMuted && t("member.muted"),
    ].filter(Boolean);
    const label = [name, availability && t(`presence.${availability}`), ...badges].filter(Boolean).join(", ");
    const items = this.#context.items(member);
    return el(
      "li",
      {},
      button(
        {
          class: `member ${availability.toLowerCase()}`,
          "aria-label": label,
          "data-user": user.id,
          "aria-haspopup": items.length > 0 ? "menu" : null,
          click: (event) => items.length > 0 && openMenu(event.currentTarget, name, items),
        },
        el(
          "span",
          { class: "with-presence" },
          avatar(name, "small"),
          el("span", { class: `presence ${availability.toLowerCase()}`, "aria-hidden": "true" }),
        ),
        bdi(name, "name"),
        badges.map((badge) => el("span", { class: "badge" }, badge)),
      ),
    );
  }
}
