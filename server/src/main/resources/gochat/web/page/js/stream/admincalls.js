// Calls of the v1 API for administrators of the server.

import { call, listAll } from "./calls.js";

const ACCOUNTS = "/v1/admin/accounts";
const INVITATIONS = "/v1/admin/invitations";

/**
 * @param namePrefix the beginning of the names; empty for all
 * @returns a promise of { accounts, nextPageToken }, in the order of their names
 */
export const listAccounts = (token, namePrefix, pageToken) =>
  call("GET", `${ACCOUNTS}?${new URLSearchParams({ namePrefix, pageToken })}`, token);

/** @param account as listAccounts tells it */
const pathOf = ({ user }) => `${ACCOUNTS}/${user.id}`;

export const disableAccount = (token, account) => call("POST", `${pathOf(account)}/disable`, token, {});
export const deleteAccount = (token, account, eraseMessages) =>
  call("POST", `${pathOf(account)}/delete`, token, { eraseMessages });
export const enableAccount = (token, account) => call("POST", `${pathOf(account)}/enable`, token, {});
export const promoteAccount = (token, account) => setKind(token, account, "USER_KIND_ADMINISTRATOR");
export const demoteAccount = (token, account) => setKind(token, account, "USER_KIND_ACCOUNT");
const setKind = (token, account, kind) => call("PUT", `${pathOf(account)}/kind`, token, { kind });
export const endSessions = (token, account) => call("DELETE", `${pathOf(account)}/sessions`, token);
/** @returns a promise of { code, expireTime } */
export const createPasswordReset = (token, account) => call("POST", `${pathOf(account)}/password-reset`, token, {});

/** @returns a promise of the invitations that have not expired, the oldest first */
export const listInvitations = (token) => listAll(INVITATIONS, token, "invitations");
/**
 * @param {{ usesMax: number, days: number, isForAdministrators: boolean, rooms: string[], note: string }} invitation
 * @returns a promise of { invitation, code }
 */
export const createInvitation = (token, invitation) =>
  call("POST", INVITATIONS, token, {
    usesMax: invitation.usesMax,
    validFor: `${invitation.days * 86_400}s`,
    kind: invitation.isForAdministrators ? "USER_KIND_ADMINISTRATOR" : "USER_KIND_ACCOUNT",
    rooms: invitation.rooms,
    note: invitation.note,
  });
export const revokeInvitation = (token, { invitationId }) => call("DELETE", `${INVITATIONS}/${invitationId}`, token);
