import { Timeline } from "/js/state/timeline.js";
import { equal, isTrue } from "./check.js";

const AUTHOR = { id: "u1", name: "Alice" };
const base = (seq, author = AUTHOR) => ({ roomId: "r", seq: String(seq), time: "2026-01-01T00:00:00Z", author });
const posted = (seq, more = {}) => ({ ...base(seq), messagePosted: { text: `m${seq}`, ...more } });
const edited = (seq, messageSeq, text) => ({ ...base(seq), messageEdited: { messageSeq: String(messageSeq), text } });
const deleted = (seq, messageSeq) => ({ ...base(seq), messageDeleted: { messageSeq: String(messageSeq) } });
const reacted = (seq, messageSeq, author = AUTHOR) => ({
  ...base(seq, author),
  reactionAdded: { messageSeq: String(messageSeq), reaction: "👍" },
});
const unreacted = (seq, messageSeq, author = AUTHOR) => ({
  ...base(seq, author),
  reactionRemoved: { messageSeq: String(messageSeq), reaction: "👍" },
});
const page = (asOf, seqs, more = {}) => ({
  entries: seqs.map((seq) => ({ event: posted(seq) })),
  asOf: { seq: String(asOf) },
  ...more,
});

async function loaded(asOf, seqs, more = {}) {
  const timeline = new Timeline("me");
  await timeline.load("anew", async () => page(asOf, seqs, more));
  return timeline;
}

const seqs = (timeline) => timeline.entries.map((entry) => entry.seq);
const texts = (timeline) => timeline.entries.map((entry) => (entry.kind === "message" ? entry.text : entry.kind));

export const tests = {
  async "a new message is added at the end"() {
    const timeline = await loaded(2, [1, 2]);
    timeline.take(posted(3));
    equal(seqs(timeline), [1, 2, 3]);
  },

  async "a known event is not added again"() {
    const timeline = await loaded(3, [1, 2, 3]);
    timeline.take(posted(3));
    equal(seqs(timeline), [1, 2, 3]);
  },

  async "events that come while a page is loaded are applied to it"() {
    const timeline = new Timeline("me");
    let arrive;
    const loading = timeline.load("anew", () => new Promise((resolve) => (arrive = resolve)));
    timeline.take(posted(3));
    timeline.take(reacted(4, 1));
    arrive(page(2, [1, 2]));
    await loading;
    equal(seqs(timeline), [1, 2, 3]);
    equal(timeline.find(1).reactions[0].count, 1);
  },

  async "events that a page contains already are not counted twice"() {
    const timeline = new Timeline("me");
    let arrive;
    const loading = timeline.load("anew", () => new Promise((resolve) => (arrive = resolve)));
    timeline.take(reacted(3, 1));
    const read = page(3, [1, 2]);
    read.entries[0].reactions = [{ reaction: "👍", count: 1 }];
    arrive(read);
    await loading;
    equal(timeline.find(1).reactions[0].count, 1);
  },

  async "a page without a position is read again if events came meanwhile"() {
    const timeline = new Timeline("me");
    let reads = 0;
    await timeline.load("anew", async () => {
      if (++reads === 1) {
        timeline.take(reacted(9, 1));
      }
      return { entries: [{ event: posted(1), reactions: reads > 1 ? [{ reaction: "👍", count: 1 }] : [] }] };
    });
    equal(reads, 2);
  },

  async "a timeline away from the end adds no message"() {
    const timeline = await loaded(50, [10, 11], { hasLater: true });
    timeline.take(posted(51));
    equal(seqs(timeline), [10, 11]);
  },

  async "pages lead to the end of the log"() {
    const timeline = await loaded(12, [10, 11], { hasLater: true, hasEarlier: true });
    await timeline.load("later", async () => page(12, [11, 12]));
    timeline.take(posted(13));
    await timeline.load("earlier", async () => page(13, [8, 9]));
    equal(seqs(timeline), [8, 9, 10, 11, 12, 13]);
    isTrue(timeline.isLive() && !timeline.hasEarlier, "the whole log is there");
  },

  async "an edit changes the text, and an older one does not"() {
    const timeline = await loaded(2, [1, 2]);
    timeline.take(edited(3, 1, "new"));
    equal(texts(timeline), ["new", "m2"]);
    timeline.take(edited(2, 1, "old"));
    equal(texts(timeline), ["new", "m2"]);
    isTrue(timeline.find(1).isEdited, "is edited");
  },

  async "a deleted message keeps its place"() {
    const timeline = await loaded(2, [1, 2]);
    timeline.take(deleted(3, 1));
    equal(texts(timeline), ["redacted", "m2"]);
  },

  async "the deletion of a message that is not loaded is known, because replies may quote it"() {
    const timeline = await loaded(5, [4, 5]);
    timeline.take(deleted(6, 1));
    isTrue(timeline.isDeleted(1), "is deleted");
    isTrue(!timeline.isDeleted(4), "is not");
  },

  async "a message that was deleted before its event came has a place too"() {
    const timeline = await loaded(1, [1]);
    timeline.take({ ...base(2), redacted: {} });
    timeline.take(posted(3));
    timeline.take(deleted(4, 2));
    equal(texts(timeline), ["m1", "redacted", "m3"]);
  },

  async "an erased edit is no message"() {
    const timeline = await loaded(1, [1]);
    timeline.take({ ...base(2), redacted: {} });
    timeline.take(deleted(3, 1));
    equal(texts(timeline), ["redacted"]);
  },

  async "reactions are counted, with the user's own, and disappear with the last one"() {
    const timeline = await loaded(1, [1]);
    timeline.take(reacted(2, 1));
    timeline.take(reacted(3, 1, { id: "me", name: "Me" }));
    equal(timeline.find(1).reactions, [{ reaction: "👍", count: 2, isOwn: true }]);
    timeline.take(unreacted(4, 1, { id: "me", name: "Me" }));
    equal(timeline.find(1).reactions, [{ reaction: "👍", count: 1, isOwn: false }]);
    timeline.take(unreacted(5, 1));
    equal(timeline.find(1).reactions, []);
  },

  async "hearts with and without U+FE0F are one reaction"() {
    const timeline = await loaded(1, [1]);
    const given = (seq, reaction, author) => ({ ...base(seq), author, reactionAdded: { messageSeq: "1", reaction } });
    timeline.take(given(2, "❤", { id: "you", name: "You" }));
    timeline.take(given(3, "❤\ufe0f", { id: "me", name: "Me" }));
    equal(timeline.find(1).reactions, [{ reaction: "❤", count: 2, isOwn: true }]);
  },

  async "the first message of a thread counts the replies that are not deleted"() {
    const timeline = await loaded(1, [1]);
    timeline.take(posted(2, { replyToSeq: "1", threadRootSeq: "1" }));
    equal(timeline.find(1).replyCount, 1);
    timeline.take(deleted(3, 2));
    equal(timeline.find(1).replyCount, 0);
  },

  async "events of unknown kinds are no entries"() {
    const timeline = await loaded(1, [1]);
    timeline.take({ ...base(2), somethingNewer: {} });
    timeline.take({ ...base(3), topicChanged: { topic: "t" } });
    equal(texts(timeline), ["m1", "event"]);
  },

  async "an erased topic keeps its line"() {
    const erased = { ...base(2), redacted: { wasTopic: true } };
    const timeline = new Timeline("me");
    await timeline.load("anew", async () => ({
      entries: [{ event: posted(1) }, { event: erased }],
      asOf: { seq: "2" },
    }));
    equal(texts(timeline), ["m1", "event"]);
    timeline.take({ ...erased, seq: "3" });
    equal(texts(timeline), ["m1", "event", "event"]);
  },

  async "a timeline keeps a bounded number of entries"() {
    const timeline = await loaded(
      20_000,
      Array.from({ length: 100 }, (_, i) => 19_901 + i),
      { hasEarlier: true },
    );
    for (let first = 19_901; first > 1; first -= 100) {
      await timeline.load("earlier", async () =>
        page(
          20_000,
          Array.from({ length: 100 }, (_, i) => first - 100 + i),
          { hasEarlier: true },
        ),
      );
    }
    isTrue(timeline.entries.length <= 6_000, `${timeline.entries.length} entries`);
    isTrue(timeline.hasLater, "the other end was let go");
    equal(timeline.entries[0].seq, 1);
  },
};
