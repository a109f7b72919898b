package gochat.grpc;

import gochat.ChatServiceGrpc;
import gochat.journal.Journal;
import gochat.presence.Presence;
import gochat.session.FeedContext;
import gochat.session.SeedSession;
import gochat.shard.Shard;
import java.util.UUID;
import java.util.concurrent.Executor;

/// `gochat.ChatService`, served by frames that its streams share.
public final class SeedService {
  /// Room in a message for what is not its text: two names and fields from the future.
  private static final int BESIDE_TEXT_BYTES_MAX = 4 * 1_024;

  private final Presence<SeedSession> presence = new Presence<>();
  private final Shard shard;
  private final Journal journal;
  private final int textBytesMax;
  private final GrpcLimits limits;
  private final Executor waiting;

  /// @param textBytesMax the longest text of a message, in bytes of UTF-8
  /// @param waiting runs what waits for the disk; any number of tasks at a time
  public SeedService(
      Shard shard, Journal journal, int textBytesMax, GrpcLimits limits, Executor waiting) {
    this.shard = shard;
    this.journal = journal;
    this.textBytesMax = textBytesMax;
    this.limits = limits;
    this.waiting = waiting;
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Ordinary for reflection only: its one method is served by the streams.
    services.add(new ChatServiceGrpc.ChatServiceImplBase() {}.bindService());
    services.stream(ChatServiceGrpc.getChatMethod(), this::open);
  }

  private ChatStream open(GrpcRequest request, GrpcResponder responder) {
    FeedContext context =
        new FeedContext(shard, journal, textBytesMax, responder.eventLoop(), waiting);
    return new ChatStream(
        limits,
        request,
        responder,
        textBytesMax + BESIDE_TEXT_BYTES_MAX,
        client -> new SeedSession(UUID.randomUUID(), context, presence, client));
  }
}
