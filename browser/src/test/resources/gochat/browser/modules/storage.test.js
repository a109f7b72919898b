import { watchSession } from "/js/state/storage.js";
import { equal } from "./check.js";

export const tests = {
  "a page learns of a sign-out on another page also if the stored value is gone"() {
    const heard = [];
    watchSession((session, isSignedOut) => heard.push([session, isSignedOut]));
    const happen = (newValue) =>
      dispatchEvent(new StorageEvent("storage", { key: "gochat.session", newValue: JSON.stringify(newValue) }));
    happen({ isSignedOut: true });
    happen(null);
    equal(heard, [
      [null, true],
      [null, false],
    ]);
  },
};
