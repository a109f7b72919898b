package gochat.shard;

import java.util.function.Consumer;

/// The thread of a shard. It waits only for requests and the journal.
public final class ShardThread implements AutoCloseable {
  private final Shard shard;
  private final Thread thread;

  // Written by the thread, read by any.
  private volatile int roomsInMemory;
  private volatile long turnBeganNanos;
  private volatile boolean isInTurn;

  /// @param onFatal called with an unexpected exception, when the shard has stopped
  public ShardThread(Shard shard, Consumer<Throwable> onFatal) {
    this.shard = shard;
    this.thread =
        Thread.ofPlatform()
            .name("shard")
            .start(() -> {
              try {
                while (shard.await()) {
                  turn();
                }
              } catch (Throwable e) {
                onFatal.accept(e);
              }
            });
  }

  private void turn() {
    turnBeganNanos = System.nanoTime();
    isInTurn = true;
    shard.turn();
    roomsInMemory = shard.roomsInMemory();
    isInTurn = false;
  }

  /// The number of rooms in memory after the last turn.
  public int roomsInMemory() {
    return roomsInMemory;
  }

  /// The number of requests that wait for a turn.
  public int waitingRequests() {
    return shard.waitingRequests();
  }

  /// Whether the thread runs, and no turn has lasted for longer than `turnNanosMax`.
  public boolean goesOn(long turnNanosMax) {
    return thread.isAlive() && (!isInTurn || System.nanoTime() - turnBeganNanos <= turnNanosMax);
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
