package gochat.shard;

import java.util.function.Consumer;

/// The thread of a shard: it waits for requests and for the journal, nothing else.
public final class ShardThread implements AutoCloseable {
  private final Shard shard;
  private final Thread thread;

  /// @param onFatal is told what no rule foresees; the shard has stopped then
  public ShardThread(Shard shard, Consumer<Throwable> onFatal) {
    this.shard = shard;
    this.thread =
        Thread.ofPlatform()
            .name("shard")
            .start(() -> {
              try {
                while (shard.await()) {
                  shard.turn();
                }
              } catch (Throwable e) {
                onFatal.accept(e);
              }
            });
  }

  /// Lets the shard finish what was submitted, and waits for that.
  @Override
  public void close() {
    shard.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
