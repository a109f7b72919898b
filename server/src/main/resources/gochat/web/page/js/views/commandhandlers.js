// The actions of the commands in actions/commands.js.

import { Invalid } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { showKeys } from "./keyhelp.js";

/**
 * @param go shows a room
 * @returns by command, (argument, rest, done): `done` is called as soon as the typed text is not needed any more, and
 *   before another room is shown
 */
export function commandHandlers(roomActions, messageActions, go) {
  return {
    help: (_argument, _rest, done) => {
      done();
      showKeys();
    },
    join: async (name, _rest, done) => {
      const room = await roomActions.find(name);
      if (!room) {
        throw new Invalid(t("problem.no-room"));
      }
      const joined = room.isMember ? room : await roomActions.join(room.id);
      done();
      go(joined);
    },
    msg: async (name, text, done) => {
      const room = await roomActions.converse({ id: "", name, kind: "" });
      done();
      if (text !== "") {
        messageActions.send(room, text);
      }
      go(room);
    },
  };
}
