package gochat.api;

import static java.util.Objects.requireNonNull;

import gochat.error.Failure;
import gochat.limit.Allowance;
import gochat.limit.StreamLimit;
import gochat.session.Lane;
import gochat.session.Session;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import gochat.v1.ClientFrame;
import gochat.v1.PresenceWatched;
import gochat.v1.Reply;
import gochat.v1.WatchPresenceResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The requests of one stream, handled in order. A request is resolved, which may wait, and then
/// submitted, which does not. While the client doesn't take its replies, no more requests are
/// handled.
///
/// When the outcome of a change is unknown, the stream ends, and none of the requests behind it is
/// decided. So a client that repeats its unanswered requests in their order keeps the order.
///
/// Confined to the stream's lane. A request that waits is resolved on another thread, one at a
/// time.
final class RequestQueue {
  /// The most requests without a reply; further ones wait.
  private static final int UNANSWERED_MAX = StreamLimit.UNANSWERED.standardInt();

  /// The most requests that wait, with the one that the session holds while it is paused.
  private static final int WAITING_MAX = StreamLimit.WAITING_REQUESTS.standardInt();

  private static final WatchPresenceResponse WATCHED =
      WatchPresenceResponse.newBuilder().setWatched(PresenceWatched.getDefaultInstance()).build();

  private final Api api;
  private final Lane lane;
  private final V1Stream.Transport transport;
  private final Session<ClientFrame> session;
  private final ArrayDeque<ClientFrame> waiting = new ArrayDeque<>();
  private final ReplyQueue replies;

  /// Given to the shards with each request.
  private final BooleanSupplier isWithdrawn;

  /// Whether a request is being resolved, or its room does not take it now; the next one waits.
  private boolean isHandling;

  private int unanswered;

  /// Whether the requests whose replies are due are private messages: all of them are, or none.
  private boolean areUnansweredPrivate;

  private boolean isDelayed;

  /// Whether the outcome of a change is unknown. Set and read by shards too.
  private volatile boolean isInDoubt;

  private @Nullable Caller caller;
  private @Nullable Allowance allowance;

  /// @param session resumed when the queue has space, closed when all is answered
  RequestQueue(Api api, Lane lane, V1Stream.Transport transport, Session<ClientFrame> session) {
    this.api = api;
    this.lane = lane;
    this.transport = transport;
    this.session = session;
    isWithdrawn = () -> isInDoubt;
    replies =
        new ReplyQueue(
            lane.loop(),
            due -> {
              reply(due);
              goOn();
            });
  }

  /// @return whether the request was taken; false when the queue is full
  boolean take(ClientFrame frame) {
    if (waiting.size() >= WAITING_MAX - 1) {
      return false;
    }
    waiting.add(frame);
    handleNext();
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

  /// Handles the requests that need not wait any more, then continues the session.
  void goOn() {
    handleNext();
    session.goOn();
  }

  private void handleNext() {
    while (caller != null
        && !isHandling
        && !isDelayed
        && unanswered < UNANSWERED_MAX
        && !waiting.isEmpty()
        && transport.isDrained()) {
      ClientFrame next = waiting.element();
      // Watching presence costs the server work each time.
      boolean isChange = next.hasWatchPresence() || api.calls().isChange(next);
      if ((isChange && isTooFast()) || hasToKeepItsPlace(next)) {
        return;
      }
      if (isChange) {
        requireNonNull(allowance).take(1, next.getSerializedSize());
      }
      handle(caller, waiting.remove());
    }
  }

  /// Whether the next change must wait because its user changes too much in too short a time.
  private boolean isTooFast() {
    long waitNanos = requireNonNull(allowance).waitNanos();
    if (waitNanos <= 0) {
      return false;
    }
    isDelayed = true;
    lane.later(
        waitNanos,
        () -> {
          isDelayed = false;
          goOn();
        });
    return true;
  }

  /// Whether a request waits until those before it are answered. A private message keeps its place
  /// among the client's messages to rooms, which other shards may run.
  private boolean hasToKeepItsPlace(ClientFrame frame) {
    return unanswered > 0 && frame.hasSendDirectMessage() != areUnansweredPrivate;
  }

  private void handle(Caller asking, ClientFrame frame) {
    unanswered++;
    areUnansweredPrivate = frame.hasSendDirectMessage();
    if (frame.hasWatchPresence()) {
      handleElsewhere(frame, () -> new Resolved.Answer<>(watch(frame)));
    } else if (api.calls().waits(frame)) {
      handleElsewhere(frame, () -> api.calls().resolve(asking, frame));
    } else {
      proceed(frame, api.calls().resolve(asking, frame));
    }
  }

  private void handleElsewhere(ClientFrame frame, Supplier<Resolved<Reply>> resolve) {
    isHandling = true;
    lane.waiting()
        .execute(() -> {
          Resolved<Reply> resolved = resolve.get();
          lane.execute(() -> {
            isHandling = false;
            proceed(frame, resolved);
            goOn();
          });
        });
  }

  private void proceed(ClientFrame frame, Resolved<Reply> resolved) {
    switch (resolved) {
      case Resolved.Answer<Reply>(Reply reply) -> {
        if (isUnknown(reply) && api.calls().isChange(frame)) {
          isInDoubt = true;
        }
        reply(List.of(reply));
      }
      case Resolved.Change<Reply> change -> submit(frame, change);
    }
  }

  private void submit(ClientFrame frame, Resolved.Change<Reply> change) {
    if (caller == null) {
      return;
    }
    // The first outcome counts.
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    outcome.thenAccept(told -> {
      if (told instanceof Outcome.Unknown) {
        isInDoubt = true;
      }
      Supplier<Reply> reply = () -> change.answer().apply(told);
      if (frame.hasSendMessage()) {
        replies.add(reply);
      } else {
        replies.addBehind(reply);
      }
    });
    Runnable retry =
        () -> {
          submit(frame, change);
          goOn();
        };
    isHandling =
        !change
            .submission()
            .test(
                new Submitter(
                    outcome::complete, () -> lane.execute(retry), lane.loop(), isWithdrawn));
  }

  private Reply watch(ClientFrame frame) {
    Reply.Builder reply = Reply.newBuilder().setId(frame.getId());
    try {
      var _ = Arguments.position("id", frame.getId());
      Set<UUID> users = api.follows().watched(frame.getWatchPresence().getUsersList());
      lane.execute(() -> session.watch(users));
      return reply.setWatchPresence(WATCHED).build();
    } catch (RuntimeException e) {
      return reply.setError(Failures.of(e).status()).build();
    }
  }

  private void reply(List<Reply> due) {
    if (caller == null) {
      return;
    }
    unanswered -= due.size();
    transport.reply(due);
    if (isInDoubt && due.stream().anyMatch(RequestQueue::isUnknown)) {
      transport.fail(Failures.streamInDoubt());
    }
  }

  private static boolean isUnknown(Reply reply) {
    return reply.hasError() && Failure.isUnknown(reply.getError());
  }
}
