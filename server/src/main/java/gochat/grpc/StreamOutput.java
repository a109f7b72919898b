package gochat.grpc;

import gochat.edge.Statuses;
import gochat.edge.Timeouts;
import gochat.limit.QueueLimit;
import gochat.session.Ending;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a long-lived stream sends: bounded, shared with other streams wherever all get the same
/// bytes. Runs on the connection's event loop only.
final class StreamOutput {
  /// What may wait for one stream. Beyond it the session reads the log when this has been written.
  private static final int QUEUE_BYTES_MAX = QueueLimit.STREAM_BYTES.standardInt();

  private final Timeouts timeouts;
  private final GrpcResponder responder;
  private final OutboundStream outbound;

  /// Its own copy: what has to be fetched from memory for each of many streams is most of what a
  /// delivery costs here.
  private final int streamId;

  private @Nullable ScheduledFuture<?> deadline;
  private long writtenBytes;

  /// While something is handed over: that may write it, and all that waited, at once.
  private boolean isTaking;

  private long progressNanos = System.nanoTime();
  private Runnable drained = () -> {};

  StreamOutput(Timeouts timeouts, GrpcResponder responder) {
    this.timeouts = timeouts;
    this.responder = responder;
    outbound = responder.outbound();
    streamId = responder.streamId();
  }

  /// Has `task` run each time all that had to wait has been handed to the network; never from
  /// within a method of this class, whose callers are in the middle of something.
  void onDrained(Runnable task) {
    drained = task;
    outbound.onDrained(() -> {
      if (!isTaking) {
        task.run();
      }
    });
  }

  /// Whether a turn would be shared with other streams and written at once, unless it is long.
  boolean isReady() {
    return outbound.mayWriteShared(1);
  }

  boolean isDrained() {
    return outbound.pendingBytes() == 0;
  }

  /// Takes all messages of a turn, or nothing.
  boolean offer(SharedFrames frames) {
    if (!frames.messages().isReadable()) {
      return true;
    }
    if (outbound.writeShared(frames.framesFor(streamId), frames.messages().readableBytes())) {
      outbound.flush();
      return true;
    }
    return offer(frames.messages().retainedDuplicate());
  }

  /// Takes length-prefixed messages, or nothing. When nothing waits it takes any.
  ///
  /// @param messages is released here
  boolean offer(ByteBuf messages) {
    long pending = outbound.pendingBytes();
    boolean fits = pending == 0 || pending + messages.readableBytes() <= QUEUE_BYTES_MAX;
    if (!fits || !messages.isReadable()) {
      messages.release();
      return fits;
    }
    add(messages);
    return true;
  }

  /// Takes length-prefixed messages, however much waits already.
  ///
  /// @param messages is released here
  void add(ByteBuf messages) {
    boolean isAwaited = outbound.pendingBytes() > 0;
    isTaking = true;
    try {
      responder.data(messages);
      responder.flush();
    } finally {
      isTaking = false;
    }
    if (isAwaited && isDrained()) {
      responder.eventLoop().execute(drained);
    }
  }

  /// The stream is gone: has `task` run soon, as that may have been noticed by a write.
  void onClosed(Runnable task) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    responder.eventLoop().execute(task);
  }

  /// Bytes of payload handed to the network so far.
  long writtenBytes() {
    return outbound.writtenBytes();
  }

  /// Notes how far the stream has come, every few seconds.
  ///
  /// @return whether the reader makes no progress for too long while something waits for it
  boolean isStalled(long nowNanos) {
    if (isDrained() || outbound.writtenBytes() != writtenBytes) {
      writtenBytes = outbound.writtenBytes();
      progressNanos = nowNanos;
      return false;
    }
    return timeouts.readerIsStalled(nowNanos - progressNanos);
  }

  /// Ends the stream, behind what was taken; a reader that makes no progress has that taken away.
  void end(Ending ending) {
    if (ending.reason() == Ending.Reason.TOO_SLOW) {
      outbound.abandonQueue();
    }
    end(Statuses.of(ending));
  }

  void end(Status status) {
    end(status, new Metadata());
  }

  void end(Status status, Metadata trailers) {
    responder.end(status, trailers);
    responder.flush();
  }

  /// Ends the stream when the call's deadline has passed, whatever waits.
  ///
  /// @param onDeadline is run before
  void endInTime(GrpcRequest request, Runnable onDeadline) {
    if (request.timeoutNanos() == GrpcRequest.NO_TIMEOUT) {
      return;
    }
    Runnable end =
        () -> {
          onDeadline.run();
          outbound.abandonQueue();
          end(Status.DEADLINE_EXCEEDED.withDescription("the call's deadline has passed"));
        };
    deadline = responder.eventLoop().schedule(end, request.timeoutNanos(), TimeUnit.NANOSECONDS);
  }
}
