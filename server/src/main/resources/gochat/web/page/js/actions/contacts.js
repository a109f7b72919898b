// Blocks and unblocks users. The promises reject with a Refused or a Failure. The stream tells the store of the change.

import { blockUser, unblockUser } from "../stream/calls.js";

export class Contacts {
  #token;

  constructor(token) {
    this.#token = token;
  }

  block(user) {
    return blockUser(this.#token, user.id);
  }

  unblock(user) {
    return unblockUser(this.#token, user.id);
  }
}
