import { outcomeOf } from "/js/stream/calls.js";
import { Failure, Refused } from "/js/texts/failures.js";
import { equal, isTrue } from "./check.js";

function failure(response) {
  try {
    outcomeOf(response);
  } catch (e) {
    return e;
  }
  return null;
}

export const tests = {
  "the outcome of a response is its value"() {
    equal(outcomeOf({ page: { entries: [] } }), { entries: [] });
    equal(outcomeOf({ passedOn: {} }), {});
  },

  "a refusal is an error with its reason"() {
    const refused = failure({ refusal: { reason: "REFUSAL_REASON_MUTED", sentence: "No." } });
    isTrue(refused instanceof Refused && refused.reason === "MUTED", "refused");
  },

  "an outcome of a newer server is unknown, and may have been done"() {
    for (const newer of [{ queued: { position: 1 } }, {}, undefined]) {
      const unknown = failure(newer);
      isTrue(unknown instanceof Failure && unknown.wasHandedOver && unknown.code === 0, JSON.stringify(newer));
    }
  },
};
