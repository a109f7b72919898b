package gochat.edge;

import gochat.limit.LimitHits;
import gochat.limit.QueueLimit;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Set;

/// Limits the bytes of unfinished messages and requests on the connections of one event loop. Each
/// stream of a connection may hold few, but many connections together could hold too many: beyond
/// the limit for all of them, the connection with the most is closed. Runs on that loop only.
public final class UnfinishedBytes {
  /// The reason for closing a connection, for its client.
  public static final String EXCEEDED = "too many bytes of unfinished messages";

  private final Set<Part> parts = Collections.newSetFromMap(new IdentityHashMap<>());
  private final long bytesMax;
  private long bytes;

  public UnfinishedBytes() {
    this(QueueLimit.UNFINISHED_BYTES.standardInt());
  }

  UnfinishedBytes(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// A new connection's part, empty.
  ///
  /// @param close closes the connection
  public Part part(Runnable close) {
    return new Part(close);
  }

  /// The unfinished bytes of one connection.
  public final class Part {
    private final Runnable close;
    private long held;
    private boolean isClosed;

    private Part(Runnable close) {
      this.close = close;
    }

    /// @param more the new bytes; negative when bytes are no longer unfinished
    public void add(int more) {
      if (isClosed || more == 0) {
        return;
      }
      take(more);
      while (bytes > bytesMax) {
        Collections.max(parts, Comparator.comparingLong(part -> part.held)).close();
      }
    }

    private void take(long more) {
      held += more;
      bytes += more;
      if (held == 0) {
        parts.remove(this);
      } else if (held == more) {
        parts.add(this);
      }
    }

    private void close() {
      LimitHits.count(QueueLimit.UNFINISHED_BYTES);
      end();
      close.run();
    }

    /// The connection is closed and holds nothing any more.
    public void end() {
      if (held != 0) {
        take(-held);
      }
      isClosed = true;
    }
  }
}
