import { BROKEN, DELIVER, Positions, SKIP } from "/js/positions.js";
import { equal } from "./check.js";

const followed = (seq, epoch = "7") => ({ roomFollowed: { room: { roomId: "r", epoch }, seq: String(seq) } });
const event = (seq) => ({ event: { roomId: "r", seq: String(seq) } });
const gap = (from, to) => ({ gap: { roomId: "r", fromSeq: String(from), toSeq: String(to) } });

function after(...frames) {
  const positions = new Positions();
  frames.forEach((frame) => positions.take(frame));
  return positions;
}

const cursor = (positions) => positions.cursors()[0];

export const tests = {
  "a room is followed from where the server says"() {
    equal(cursor(after(followed(5))), { room: "r", epoch: "7", seq: 5 });
  },

  "events move the cursor one by one"() {
    equal(cursor(after(followed(5), event(6), event(7))).seq, 7);
  },

  "an event that came already is no news"() {
    equal(after(followed(5), event(6)).take(event(6)), SKIP);
  },

  "a missing event is noticed"() {
    equal(after(followed(5)).take(event(7)), BROKEN);
  },

  "an event of a room that is not followed is noticed"() {
    equal(after().take(event(1)), BROKEN);
  },

  "a gap that is announced is none"() {
    const positions = after(followed(5));
    equal(positions.take(gap(6, 20)), DELIVER);
    equal(positions.take(event(21)), DELIVER);
  },

  "a gap that leaves something out is noticed"() {
    equal(after(followed(5)).take(gap(8, 20)), BROKEN);
  },

  "a known position survives a new connection that starts before it"() {
    const positions = after(followed(5), event(6), event(7), followed(5));
    equal(positions.take(event(6)), SKIP);
    equal(positions.take(event(8)), DELIVER);
  },

  "another log begins anew"() {
    const positions = after(followed(5), { reset: { roomId: "r", epoch: "8" } });
    equal(cursor(positions), { room: "r", epoch: "8", seq: 0 });
    equal(positions.take(followed(0, "8")), DELIVER);
    equal(positions.take(event(1)), DELIVER);
  },

  "a room that is followed no more has no cursor"() {
    equal(after(followed(5), { roomUnfollowed: { roomId: "r" } }).cursors(), []);
  },

  "catching up short of what was told is noticed"() {
    equal(after(followed(5)).take({ roomCaughtUp: { roomId: "r", seq: "6" } }), BROKEN);
    equal(after(followed(5)).take({ roomCaughtUp: { roomId: "r", seq: "5" } }), DELIVER);
  },

  "a heartbeat is no news, and what is not known is passed on"() {
    equal(after().take({ heartbeat: {} }), SKIP);
    equal(after().take({ typing: {} }), DELIVER);
  },
};
