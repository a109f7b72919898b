package gochat.shard;

import java.util.function.Consumer;

/// The thread of a shard. It waits only for requests and the journal.
public final class ShardThread implements AutoCloseable {
  private final Shard shard;
  private final Thread thread;

  /// @param onFatal called with an unexpected exception, when the shard has stopped
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

  /// Waits until the shard has finished all submitted requests.
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
