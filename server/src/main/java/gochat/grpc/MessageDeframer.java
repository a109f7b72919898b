package gochat.grpc;

import gochat.limit.RequestLimit;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a stream's bytes into its length-prefixed messages, however they were chunked. Runs on the
/// connection's event loop only.
///
/// The length decides, the declared one and, of a compressed message, also the one it unpacks to:
/// up to the limit of a message it is delivered; above, up to [#REFUSED_BYTES_MAX], its bytes are
/// skipped as they come; above that the stream has failed, before anything is allocated.
final class MessageDeframer {
  /// The longest message that is skipped; whoever sends a longer one has lost the stream.
  static final int REFUSED_BYTES_MAX = RequestLimit.SKIPPED_BYTES.standardInt();

  private static final int PREFIX_BYTES = 5;
  private static final int FIRST_BUFFER_BYTES = 1024;

  /// How a message is compressed whose flag says that it is.
  enum Encoding {
    IDENTITY,
    GZIP
  }

  /// The receiver of messages. It may call [#pause] and [#close] within its methods.
  interface Sink {
    /// @param message valid during the call only
    void message(ByteBuf message);

    /// The next bytes of a message that is skipped; of one that is too long when it is compressed,
    /// none come.
    ///
    /// @param part is read here
    default void skipped(ByteBuf part) {
      part.skipBytes(part.readableBytes());
    }

    /// A message was skipped.
    void tooLong(long bytes);

    /// The stream cannot go on; nothing more will be found.
    void failed(Status status);

    /// Every message has been delivered and the stream has ended as it should. It may come while
    /// paused, when nothing waits.
    void end();

    /// So many bytes of the wire are done with: delivered, skipped or part of a message that is
    /// bounded. They may go back to the sender's window.
    void consumed(int bytes);

    /// So many bytes more are kept in memory; below zero: so many less.
    void kept(int more);
  }

  private final int messageBytesMax;
  private final @Nullable Encoding encoding;
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

  /// @param encoding of the stream's compressed messages, null when it named none
  MessageDeframer(
      int messageBytesMax, @Nullable Encoding encoding, ByteBufAllocator allocator, Sink sink) {
    this.messageBytesMax = messageBytesMax;
    this.encoding = encoding;
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

  /// Delivers what has waited and what comes.
  void resume() {
    isPaused = false;
    ByteBuf data = waiting;
    if (data != null && !isRunning && !isClosed) {
      run(data);
      if (!data.isReadable()) {
        waiting = release(waiting);
      } else {
        // Kept bytes must not grow by those already delivered.
        data.discardReadBytes();
      }
      tellKept();
    }
    endIfDone();
  }

  /// Nothing more will be received; [Sink#end] follows when all has been delivered.
  void endOfStream() {
    isEnded = true;
    endIfDone();
  }

  private void endIfDone() {
    if (!isEnded || isClosed || isRunning || waiting != null) {
      return;
    }
    if (prefixRead > 0 || skipBytes > 0) {
      fail(Status.INVALID_ARGUMENT, "the stream ended in the middle of a message");
    } else {
      close();
      sink.end();
    }
  }

  /// Frees what is held. Nothing more is delivered.
  void close() {
    isClosed = true;
    partial = release(partial);
    // A run that is under way still reads it.
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
      fail(Status.INTERNAL, "compressed flag: " + flag + " (expected: 0 or 1)");
    } else if (isCompressed() && encoding != Encoding.GZIP) {
      fail(Status.INTERNAL, "compressed message without a grpc-encoding that says how");
    } else if (length > REFUSED_BYTES_MAX) {
      failTooLong(length);
    } else {
      declaredBytes = (int) length;
      if (declaredBytes > (isCompressed() ? compressedBytesMax() : messageBytesMax)) {
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

  /// Incompressible data grows a little: the bound is that of zlib's `deflateBound`, rounded up,
  /// and a header.
  private int compressedBytesMax() {
    return messageBytesMax + (messageBytesMax >> 10) + 256;
  }

  private void onBody(ByteBuf data) {
    if (partial == null && data.readableBytes() >= declaredBytes) {
      deliver(data.readSlice(declaredBytes));
      return;
    }
    if (partial == null) {
      // It grows with what really comes, not with what was declared.
      partial = buffer(declaredBytes);
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

  private ByteBuf buffer(int bytesMax) {
    return allocator.heapBuffer(Math.min(bytesMax, FIRST_BUFFER_BYTES), bytesMax);
  }

  private void deliver(ByteBuf message) {
    prefixRead = 0;
    if (isCompressed()) {
      unpack(message);
    } else {
      sink.message(message);
    }
  }

  private void unpack(ByteBuf compressed) {
    ByteBuf unpacked = buffer(messageBytesMax);
    try (InputStream in = new GZIPInputStream(new ByteBufInputStream(compressed))) {
      byte[] chunk = new byte[8192];
      long bytes = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        bytes += read;
        if (bytes > REFUSED_BYTES_MAX) {
          failTooLong(bytes);
          return;
        }
        ByteBuf part = Unpooled.wrappedBuffer(chunk, 0, read);
        if (bytes <= messageBytesMax) {
          unpacked.writeBytes(part);
        } else {
          // Report the bytes that were unpacked before, first and once.
          sink.skipped(unpacked);
          sink.skipped(part);
        }
      }
      if (bytes > messageBytesMax) {
        sink.tooLong(bytes);
      } else {
        sink.message(unpacked);
      }
    } catch (IOException e) {
      fail(Status.INTERNAL, "compressed message that gzip cannot read");
    } finally {
      unpacked.release();
    }
  }

  private void failTooLong(long bytes) {
    fail(
        Status.RESOURCE_EXHAUSTED,
        "message of " + bytes + " bytes or more (expected: at most " + messageBytesMax + ")");
  }

  private void fail(Status status, String why) {
    close();
    sink.failed(status.withDescription(why));
  }
}
