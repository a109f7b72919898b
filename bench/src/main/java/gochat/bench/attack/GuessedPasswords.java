package gochat.bench.attack;

import java.io.IOException;

/// Guesses the password of one account again and again.
final class GuessedPasswords extends SignInFlood {
  private static final long HEAP_BYTES_MAX = 128L << 20;

  GuessedPasswords() {
    super(40, "An address may guess a few times, and then waits longer for each.");
  }

  /// The server hashes a few passwords at a time, and each hash takes memory by design.
  @Override
  public long heapBytesMax() {
    return HEAP_BYTES_MAX;
  }

  @Override
  void call(RawHttp1 client, String name, int turn) throws IOException {
    client.call(Requests.SIGN_IN, "{\"name\":\"" + name + "\",\"password\":\"a guess\"}");
  }
}
