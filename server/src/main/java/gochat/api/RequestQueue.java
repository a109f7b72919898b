package gochat.api;

import static java.util.Objects.requireNonNull;

import gochat.limit.Allowance;
import gochat.limit.StreamLimit;
import gochat.session.Lane;
import gochat.session.Session;
import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import gochat.v1.WatchPresenceResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The requests of one stream, handled in order. While the client doesn't take its replies, no more
/// requests are handled.
///
/// Confined to the stream's lane. Handlers may wait and run on other threads, one at a time.
final class RequestQueue {
  /// The most requests without a reply; further ones wait.
  private static final int UNANSWERED_MAX = StreamLimit.UNANSWERED.standardInt();

  /// The most requests that wait, with the one that the session holds while it is paused.
  private static final int WAITING_MAX = StreamLimit.WAITING_REQUESTS.standardInt();

  private final Api api;
  private final Lane lane;
  private final Conversation.Transport transport;
  private final Session<ClientFrame> session;
  private final ArrayDeque<ClientFrame> waiting = new ArrayDeque<>();
  private final ReplyQueue replies;
  private boolean isHandling;
  private boolean isHandlingDue;
  private int unanswered;

  /// Whether the requests whose replies are due are private messages: all of them are, or none.
  private boolean areUnansweredPrivate;

  private boolean isDelayed;
  private @Nullable Caller caller;
  private @Nullable Allowance allowance;

  /// @param session resumed when the queue has space, closed when all is answered
  RequestQueue(Api api, Lane lane, Conversation.Transport transport, Session<ClientFrame> session) {
    this.api = api;
    this.lane = lane;
    this.transport = transport;
    this.session = session;
    replies = new ReplyQueue(lane.loop(), this::reply);
  }

  /// @return whether the request was taken; false when the queue is full
  boolean take(ClientFrame frame) {
    if (waiting.size() >= WAITING_MAX - 1) {
      return false;
    }
    waiting.add(frame);
    handleSoon();
    return true;
  }

  /// Starts the handling of requests.
  void open(Caller caller) {
    this.caller = caller;
    allowance = caller.allowance(api.services().rates());
    handleNext();
  }

  /// Discards waiting requests and later replies.
  void close() {
    caller = null;
    waiting.clear();
  }

  /// Whether all requests are answered.
  boolean isDone() {
    return !isHandling && unanswered == 0 && waiting.isEmpty();
  }

  /// Schedules the handling behind the requests that arrived together.
  private void handleSoon() {
    if (!isHandlingDue && !isHandling) {
      isHandlingDue = true;
      lane.execute(() -> {
        isHandlingDue = false;
        handleNext();
      });
    }
  }

  /// Gives the next requests to their handlers if the client takes its replies.
  void handleNext() {
    Caller asking = caller;
    if (asking == null || isHandling || unanswered >= UNANSWERED_MAX || !transport.isDrained()) {
      return;
    }
    if (waiting.isEmpty()) {
      session.goOn();
      return;
    }
    if (isTooFast() || hasToKeepItsPlace()) {
      return;
    }
    List<ClientFrame> batch = nextBatch();
    isHandling = true;
    unanswered += batch.size();
    lane.waiting()
        .execute(() -> {
          handle(asking, batch);
          lane.execute(this::handled);
        });
  }

  /// Whether the next request must wait because its user changes too much in too short a time.
  private boolean isTooFast() {
    if (!isDelayed && isChange(waiting.element())) {
      long waitNanos = requireNonNull(allowance).waitNanos();
      if (waitNanos > 0) {
        isDelayed = true;
        lane.later(
            waitNanos,
            () -> {
              isDelayed = false;
              handleNext();
            });
      }
    }
    return isDelayed;
  }

  /// Whether the next request waits until those before it are answered. A private message keeps its
  /// place among the client's messages to rooms, which other shards may run.
  private boolean hasToKeepItsPlace() {
    boolean isPrivate = waiting.element().hasSendDirectMessage();
    if (unanswered > 0 && isPrivate != areUnansweredPrivate) {
      return true;
    }
    areUnansweredPrivate = isPrivate;
    return false;
  }

  /// All waiting messages together, because their handlers hardly wait; any other request alone.
  private List<ClientFrame> nextBatch() {
    List<ClientFrame> batch = new ArrayList<>();
    while (!waiting.isEmpty()
        && unanswered + batch.size() < UNANSWERED_MAX
        && (batch.isEmpty()
            || (batch.getLast().hasSendMessage() && waiting.element().hasSendMessage()))) {
      batch.add(waiting.remove());
    }
    take(batch);
    return batch;
  }

  private boolean isChange(ClientFrame frame) {
    // Watching presence costs the server work each time.
    return frame.hasWatchPresence() || api.calls().isChange(frame);
  }

  private void take(List<ClientFrame> batch) {
    int changes = 0;
    long bytes = 0;
    for (ClientFrame frame : batch) {
      if (isChange(frame)) {
        changes++;
        bytes += frame.getSerializedSize();
      }
    }
    if (changes > 0) {
      requireNonNull(allowance).take(changes, bytes);
    }
  }

  private void handle(Caller asking, List<ClientFrame> batch) {
    // Wake the shard once, when it has all messages of the batch. Other requests come alone and may
    // wait for the shard.
    List<Runnable> wakes = new ArrayList<>();
    Caller gathering = batch.size() > 1 ? asking.wakingBy(wakes::add) : asking;
    batch.forEach(frame -> handle(gathering, frame));
    wakes.forEach(Runnable::run);
  }

  private void handle(Caller asking, ClientFrame frame) {
    if (frame.hasWatchPresence()) {
      replies.addBehind(watch(frame));
    } else if (frame.hasSendMessage()) {
      api.calls().answer(asking, frame).thenAccept(replies::add);
    } else {
      api.calls().answer(asking, frame).thenAccept(replies::addBehind);
    }
  }

  private Reply watch(ClientFrame frame) {
    Reply.Builder reply = Reply.newBuilder().setId(frame.getId());
    try {
      Set<UUID> users = api.follows().watched(frame.getWatchPresence().getUsersList());
      lane.execute(() -> session.watch(users));
      return reply.setWatchPresence(WatchPresenceResponse.getDefaultInstance()).build();
    } catch (RuntimeException e) {
      return reply.setError(Failures.toStatus(e)).build();
    }
  }

  private void handled() {
    isHandling = false;
    handleNext();
    session.goOn();
  }

  private void reply(List<Reply> due) {
    if (caller == null) {
      return;
    }
    unanswered -= due.size();
    transport.reply(due);
    handleNext();
  }
}
