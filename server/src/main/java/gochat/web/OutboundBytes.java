package gochat.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// The body of a response that never ends by itself: what waits to be written to one client,
/// bounded in bytes. Runs on the connection's event loop only.
///
/// Armeria asks for the next object when it has handed the one before to the socket, and over
/// HTTP/2 when the windows have let it. So whatever is neither in the queue nor in flight is
/// written. What has gathered goes out in one write, but in pieces small enough that a slow reader
/// is seen to make progress.
final class OutboundBytes implements OutboundQueue, Publisher<HttpObject>, Subscription {
  /// So much is written at once, so that a slow reader is seen to make progress.
  private static final int PIECE_BYTES_MAX = 16 * 1_024;

  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>(2);
  private final ResponseHeaders headers;
  private final Owner owner;
  private @Nullable Subscriber<? super HttpObject> subscriber;
  private long demand;
  private int queuedBytes;
  private int inFlightBytes;
  private long writtenBytes;
  private boolean areHeadersOut;
  private boolean owesDrained;
  private boolean isEnding;
  private boolean isOver;
  private boolean isEmitting;

  OutboundBytes(ResponseHeaders headers, Owner owner) {
    this.headers = headers;
    this.owner = owner;
  }

  /// What was taken and is not yet written.
  private int waitingBytes() {
    return queuedBytes + inFlightBytes;
  }

  @Override
  public boolean isDrained() {
    return waitingBytes() == 0;
  }

  @Override
  public boolean isWaiting() {
    return waitingBytes() > 0;
  }

  @Override
  public long writtenBytes() {
    return writtenBytes;
  }

  @Override
  public boolean offer(ByteBuf bytes) {
    int waiting = waitingBytes();
    if (isOver || isEnding || !bytes.isReadable()) {
      bytes.release();
      return true;
    }
    if (waiting > 0 && waiting + bytes.readableBytes() > WAITING_BYTES_MAX) {
      bytes.release();
      owesDrained = true;
      return false;
    }
    add(bytes);
    return true;
  }

  @Override
  public void add(ByteBuf bytes) {
    if (isOver || isEnding || !bytes.isReadable()) {
      bytes.release();
      return;
    }
    queue.add(bytes);
    queuedBytes += bytes.readableBytes();
    emit();
    owesDrained |= waitingBytes() > 0;
  }

  @Override
  public void end(ByteBuf last) {
    if (isOver || isEnding) {
      last.release();
      return;
    }
    isEnding = true;
    if (last.isReadable()) {
      queue.add(last);
      queuedBytes += last.readableBytes();
    } else {
      last.release();
    }
    emit();
  }

  @Override
  public void abort() {
    Subscriber<? super HttpObject> reader = subscriber;
    if (!isOver && reader != null) {
      close();
      reader.onError(AbortedStreamException.get());
    } else {
      close();
    }
  }

  @Override
  public void subscribe(Subscriber<? super HttpObject> subscriber) {
    this.subscriber = subscriber;
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long objects) {
    demand += objects;
    writtenBytes += inFlightBytes;
    inFlightBytes = 0;
    emit();
    if (owesDrained && waitingBytes() == 0 && !isEmitting && !isOver) {
      owesDrained = false;
      owner.drained();
    }
  }

  @Override
  public void cancel() {
    close();
  }

  private void emit() {
    // Writing may be done at once, and then asks for the next piece from within.
    if (isEmitting) {
      return;
    }
    isEmitting = true;
    try {
      while (!isOver && demand > 0 && subscriber != null) {
        HttpObject next = next();
        if (next == null) {
          break;
        }
        demand--;
        subscriber.onNext(next);
      }
    } finally {
      isEmitting = false;
    }
    if (isEnding && !isOver && queue.isEmpty() && areHeadersOut && subscriber != null) {
      Subscriber<? super HttpObject> reader = subscriber;
      close();
      reader.onComplete();
    }
  }

  private @Nullable HttpObject next() {
    if (!areHeadersOut) {
      areHeadersOut = true;
      return headers;
    }
    ByteBuf piece = nextPiece();
    if (piece == null) {
      return null;
    }
    inFlightBytes = piece.readableBytes();
    queuedBytes -= inFlightBytes;
    return HttpData.wrap(piece);
  }

  /// What fits into one piece: several small buffers, or a part of a large one.
  private @Nullable ByteBuf nextPiece() {
    ByteBuf first = queue.peek();
    if (first == null) {
      return null;
    }
    if (first.readableBytes() > PIECE_BYTES_MAX) {
      return first.readRetainedSlice(PIECE_BYTES_MAX);
    }
    queue.remove();
    ByteBuf second = queue.peek();
    if (second == null || first.readableBytes() + second.readableBytes() > PIECE_BYTES_MAX) {
      return first;
    }
    List<ByteBuf> parts = new ArrayList<>();
    parts.add(first);
    int bytes = first.readableBytes();
    for (ByteBuf next = second;
        next != null && bytes + next.readableBytes() <= PIECE_BYTES_MAX;
        next = queue.peek()) {
      bytes += next.readableBytes();
      parts.add(queue.remove());
    }
    return Unpooled.wrappedBuffer(parts.toArray(new ByteBuf[0]));
  }

  private void close() {
    if (isOver) {
      return;
    }
    isOver = true;
    queue.forEach(ByteBuf::release);
    queue.clear();
    queuedBytes = 0;
    owner.closed();
  }
}
