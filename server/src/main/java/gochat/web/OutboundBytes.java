package gochat.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// The body of a response without an end: the bytes that wait to be written to one client. Runs on
/// the connection's event loop only.
///
/// Armeria requests the next object when the socket, and over HTTP/2 the windows, have taken the
/// last one. So all bytes that are neither in the queue nor in flight are written. Waiting bytes
/// are written together, but in pieces small enough to see that a slow reader makes progress.
final class OutboundBytes implements Publisher<HttpObject>, Subscription {
  /// The most that is written at once, so that the progress of a slow reader is visible.
  private static final int PIECE_BYTES_MAX = 16 * 1_024;

  private final WaitingBytes waiting = new WaitingBytes();
  private final ResponseHeaders headers;
  private final HttpStream owner;
  private @Nullable Subscriber<? super HttpObject> subscriber;
  private long demand;
  private int inFlightBytes;
  private long writtenBytes;
  private boolean areHeadersOut;
  private boolean isEnding;
  private boolean isOver;
  private boolean isEmitting;

  OutboundBytes(ResponseHeaders headers, HttpStream owner) {
    this.headers = headers;
    this.owner = owner;
  }

  /// The bytes that were taken and not written yet.
  long pendingBytes() {
    return waiting.bytes() + inFlightBytes;
  }

  long writtenBytes() {
    return writtenBytes;
  }

  /// Takes bytes; bytes after the end are dropped.
  ///
  /// @param bytes released by this method
  void write(ByteBuf bytes) {
    if (isOver || isEnding || !bytes.isReadable()) {
      bytes.release();
    } else {
      waiting.add(bytes);
      emit();
    }
  }

  /// Ends the stream with `last`, behind all waiting bytes.
  void end(ByteBuf last) {
    write(last);
    isEnding = true;
    emit();
  }

  /// Ends the stream at once: waiting bytes are lost, and the client sees an incomplete response.
  void abort() {
    Subscriber<? super HttpObject> reader = isOver ? null : subscriber;
    close();
    if (reader != null) {
      reader.onError(AbortedStreamException.get());
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
    if (pendingBytes() == 0 && !isEmitting) {
      owner.client.drained();
    }
  }

  @Override
  public void cancel() {
    close();
  }

  private void emit() {
    // A write may complete at once and then request the next piece within this call.
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
    if (isEnding && !isOver && waiting.isEmpty() && areHeadersOut && subscriber != null) {
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
    if (waiting.isEmpty()) {
      return null;
    }
    ByteBuf piece = nextPiece();
    inFlightBytes = piece.readableBytes();
    return HttpData.wrap(piece);
  }

  /// The bytes of one piece: several small buffers, or a part of a large one.
  private ByteBuf nextPiece() {
    ByteBuf first = waiting.next(PIECE_BYTES_MAX);
    int left = PIECE_BYTES_MAX - first.readableBytes();
    if (!waiting.hasNextUpTo(left)) {
      return first;
    }
    List<ByteBuf> parts = new ArrayList<>();
    parts.add(first);
    while (waiting.hasNextUpTo(left)) {
      ByteBuf next = waiting.next(left);
      left -= next.readableBytes();
      parts.add(next);
    }
    return Unpooled.wrappedBuffer(parts.toArray(new ByteBuf[0]));
  }

  private void close() {
    if (!isOver) {
      isOver = true;
      waiting.clear();
      owner.closed();
    }
  }
}
