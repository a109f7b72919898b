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

/// The requests of one stream, handled in the order in which they came. Who does not take the
/// replies is not handled any further.
///
/// Confined to the lane of its stream; handlers may wait and run on other threads, one at a time.
final class RequestQueue {
  /// Requests whose replies are due. Who has more has to wait.
  private static final int UNANSWERED_MAX = StreamLimit.UNANSWERED.standardInt();

  /// Requests that are not handled yet, with the one that the session holds: then it is paused.
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
  private boolean isDelayed;
  private @Nullable Caller caller;
  private @Nullable Allowance allowance;

  /// @param session told when there is room again, or nothing waits any more
  RequestQueue(Api api, Lane lane, Conversation.Transport transport, Session<ClientFrame> session) {
    this.api = api;
    this.lane = lane;
    this.transport = transport;
    this.session = session;
    replies = new ReplyQueue(lane.loop(), this::reply);
  }

  /// @return whether the request was taken; else as many wait as may
  boolean take(ClientFrame frame) {
    if (waiting.size() >= WAITING_MAX - 1) {
      return false;
    }
    waiting.add(frame);
    handleSoon();
    return true;
  }

  /// From now on requests are handled.
  void open(Caller caller) {
    this.caller = caller;
    allowance = caller.allowance(api.services().rates());
    handleNext();
  }

  /// From now on none are, and nothing is answered.
  void close() {
    caller = null;
    waiting.clear();
  }

  /// Whether all was answered.
  boolean isDone() {
    return !isHandling && unanswered == 0 && waiting.isEmpty();
  }

  /// When those that came together with it are here too.
  private void handleSoon() {
    if (!isHandlingDue && !isHandling) {
      isHandlingDue = true;
      lane.execute(() -> {
        isHandlingDue = false;
        handleNext();
      });
    }
  }

  /// Hands the next requests to their handlers, if the client takes the replies.
  void handleNext() {
    Caller asking = caller;
    if (asking == null || isHandling || unanswered >= UNANSWERED_MAX || !transport.isDrained()) {
      return;
    }
    if (waiting.isEmpty()) {
      session.goOn();
      return;
    }
    if (isTooFast()) {
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

  /// Whether the next request has to wait, as its user has changed too much in too short a time.
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

  /// Messages together, as many as there are, as their handlers hardly wait; whatever else alone.
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
    // Whom a client watches is work for the server each time.
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
    // The shard is woken when it has all messages, and not by each. Other requests, which come
    // alone, may wait for what it does.
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
