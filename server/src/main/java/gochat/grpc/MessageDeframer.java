package gochat.grpc;

import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.RequestLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Splits a stream's bytes into its length-prefixed messages; the chunks in which they come don't
/// matter. Runs on the connection's event loop only.
///
/// A message up to the limit is delivered. A longer one, up to [#REFUSED_BYTES_MAX], is skipped as
/// its bytes come. A message above that fails the stream, before anything is allocated. The
/// declared length counts and, of a compressed message, also the decompressed length.
final class MessageDeframer {
  /// The longest message that is skipped; a longer one fails the stream.
  static final int REFUSED_BYTES_MAX = RequestLimit.SKIPPED_BYTES.standardInt();

  private static final int PREFIX_BYTES = 5;
  private static final int FIRST_BUFFER_BYTES = 1024;

  /// The receiver of messages. It may call [#pause] and [#close] within its methods.
  interface Sink {
    /// @param message valid during the call only
    void message(ByteBuf message);

    /// The next bytes of a skipped message. A message whose compressed form is too long brings
    /// none.
    ///
    /// @param part read by this method
    default void skipped(ByteBuf part) {
      part.skipBytes(part.readableBytes());
    }

    /// A message was skipped.
    void tooLong(long bytes);

    /// The stream failed; no call follows.
    void failed(Failure failure);

    /// All messages have been delivered, and the stream has ended between two messages. It may come
    /// while paused, when no bytes wait.
    void end();

    /// `bytes` of the wire may go back to the sender's window: they are delivered, skipped, or part
    /// of a bounded message.
    void consumed(int bytes);

    /// The bytes kept in memory have changed.
    ///
    /// @param more negative when fewer bytes are kept
    void kept(int more);
  }

  private final int messageBytesMax;
  private final boolean isGzip;
  private final ByteBufAllocator allocator;
  private final Sink sink;

  private int prefixRead;
  private int flag;
  private long length;
  private @Nullable ByteBuf waiting;
  private @Nullable ByteBuf partial;
  private int declaredBytes;
  private int skipBytes;
  private int keptBytes;
  private boolean isPaused;
  private boolean isClosed;
  private boolean isRunning;
  private boolean isEnded;

  /// @param isGzip whether messages may be compressed, with gzip
  MessageDeframer(int messageBytesMax, boolean isGzip, ByteBufAllocator allocator, Sink sink) {
    this.messageBytesMax = messageBytesMax;
    this.isGzip = isGzip;
    this.allocator = allocator;
    this.sink = sink;
  }

  /// Takes the next bytes, and delivers messages unless it is paused. Waiting bytes are copied; the
  /// sender's window bounds them.
  void receive(ByteBuf data) {
    if (isClosed) {
      sink.consumed(data.readableBytes());
      data.skipBytes(data.readableBytes());
      return;
    }
    if (waiting == null && !isRunning) {
      run(data);
    }
    if (data.isReadable() && !isClosed) {
      if (waiting == null) {
        waiting = allocator.buffer(data.readableBytes());
      }
      waiting.writeBytes(data);
    }
    tellKept();
  }

  /// Delivers nothing until [#resume].
  void pause() {
    isPaused = true;
  }

  /// Delivers the waiting messages, and later ones as they come.
  void resume() {
    isPaused = false;
    ByteBuf data = waiting;
    if (data != null && !isRunning && !isClosed) {
      run(data);
      if (!data.isReadable()) {
        waiting = release(waiting);
      } else {
        // Bytes that are delivered must not stay in memory.
        data.discardReadBytes();
      }
      tellKept();
    }
    endIfDone();
  }

  /// No more bytes come; [Sink#end] follows when all messages have been delivered.
  void endOfStream() {
    isEnded = true;
    endIfDone();
  }

  private void endIfDone() {
    if (!isEnded || isClosed || isRunning || waiting != null) {
      return;
    }
    if (prefixRead > 0 || skipBytes > 0) {
      fail(invalid("The stream has ended in the middle of a message."));
    } else {
      close();
      sink.end();
    }
  }

  /// Frees all kept bytes. Nothing more is delivered.
  void close() {
    isClosed = true;
    partial = release(partial);
    // A run in progress still reads `waiting`.
    if (!isRunning) {
      waiting = release(waiting);
      tellKept();
    }
  }

  private void tellKept() {
    int before = keptBytes;
    keptBytes = capacity(partial) + capacity(waiting);
    if (keptBytes != before) {
      sink.kept(keptBytes - before);
    }
  }

  private static int capacity(@Nullable ByteBuf held) {
    return held == null ? 0 : held.capacity();
  }

  private static @Nullable ByteBuf release(@Nullable ByteBuf held) {
    if (held != null) {
      held.release();
    }
    return null;
  }

  private void run(ByteBuf data) {
    int before = data.readableBytes();
    isRunning = true;
    try {
      while (!isPaused && !isClosed && data.isReadable()) {
        step(data);
      }
    } finally {
      isRunning = false;
      if (isClosed) {
        data.skipBytes(data.readableBytes());
      }
    }
    sink.consumed(before - data.readableBytes());
  }

  private void step(ByteBuf data) {
    if (skipBytes > 0) {
      int skipped = Math.min(skipBytes, data.readableBytes());
      ByteBuf part = data.readSlice(skipped);
      if (!isCompressed()) {
        sink.skipped(part);
      }
      skipBytes -= skipped;
      if (skipBytes == 0) {
        sink.tooLong(declaredBytes);
      }
    } else if (prefixRead < PREFIX_BYTES) {
      readPrefix(data.readUnsignedByte());
    } else {
      onBody(data);
    }
  }

  private void readPrefix(int octet) {
    if (prefixRead == 0) {
      flag = octet;
      length = 0;
    } else {
      length = length << 8 | octet;
    }
    if (++prefixRead == PREFIX_BYTES) {
      onPrefix();
    }
  }

  private void onPrefix() {
    if (flag > 1) {
      fail(invalid("compressed flag: " + flag + " (expected: 0 or 1)"));
    } else if (isCompressed() && !isGzip) {
      fail(
          invalid(
              "A message is compressed, but grpc-encoding names no compression (expected: gzip)."));
    } else if (length > REFUSED_BYTES_MAX) {
      fail(tooLong(length, messageBytesMax));
    } else {
      declaredBytes = (int) length;
      int bytesMax =
          isCompressed()
              ? MessageDecompressor.compressedBytesMax(messageBytesMax)
              : messageBytesMax;
      if (declaredBytes > bytesMax) {
        prefixRead = 0;
        skipBytes = declaredBytes;
      } else if (declaredBytes == 0) {
        deliver(Unpooled.EMPTY_BUFFER);
      }
    }
  }

  private boolean isCompressed() {
    return flag == 1;
  }

  private void onBody(ByteBuf data) {
    if (partial == null && data.readableBytes() >= declaredBytes) {
      deliver(data.readSlice(declaredBytes));
      return;
    }
    if (partial == null) {
      // It grows with the bytes that come; the declared length costs no memory.
      partial = buffer(allocator, declaredBytes);
    }
    partial.writeBytes(data, Math.min(partial.maxWritableBytes(), data.readableBytes()));
    if (partial.readableBytes() == declaredBytes) {
      ByteBuf whole = partial;
      partial = null;
      try {
        deliver(whole);
      } finally {
        whole.release();
      }
    }
  }

  /// A buffer that grows to `bytesMax`.
  static ByteBuf buffer(ByteBufAllocator allocator, int bytesMax) {
    return allocator.heapBuffer(Math.min(bytesMax, FIRST_BUFFER_BYTES), bytesMax);
  }

  private void deliver(ByteBuf message) {
    prefixRead = 0;
    if (!isCompressed()) {
      sink.message(message);
      return;
    }
    Failure failure = MessageDecompressor.decompress(message, messageBytesMax, allocator, sink);
    if (failure != null) {
      fail(failure);
    }
  }

  static Failure tooLong(long bytes, int bytesMax) {
    return Failure.of(
        Reason.BODY_TOO_LONG,
        "The message is too long: %d bytes or more (expected: at most %d)."
            .formatted(bytes, bytesMax));
  }

  private static Failure invalid(String sentence) {
    return Failure.of(Reason.BODY_INVALID, sentence);
  }

  private void fail(Failure failure) {
    close();
    sink.failed(failure);
  }
}
