package gochat.account;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordHashingTest {
  private static final long ALWAYS_MS = Long.MAX_VALUE / 1_000_000;

  /// Records the thread of the last call.
  private static final class ThreadOfHash implements PasswordHash {
    private volatile @Nullable Thread last;

    @Override
    public String of(Password password) {
      last = Thread.currentThread();
      return "hash";
    }

    @Override
    public boolean matches(Password password, String stored) {
      return false;
    }

    @Override
    public String unmatchable() {
      return "nothing";
    }

    Thread last() {
      return requireNonNull(last);
    }
  }

  private final ThreadOfHash hash = new ThreadOfHash();

  @Test
  void hashesThatFollowEachOtherAreMadeByOneThreadWhichKeepsTheirMemory() {
    try (PasswordHashing hashing = new PasswordHashing(hash, 1, 1, ALWAYS_MS)) {
      assertThat(hashing.hash(password())).isPresent();
      Thread first = hash.last();
      assertThat(hashing.hash(password())).isPresent();
      assertThat(hash.last()).isSameAs(first);
    }
  }

  @Test
  void aThreadThatHasNothingToDoGivesTheMemoryBack() {
    try (PasswordHashing hashing = new PasswordHashing(hash, 1, 1, 1)) {
      assertThat(hashing.hash(password())).isPresent();
      Thread first = hash.last();

      await().until(() -> !first.isAlive());

      assertThat(hashing.hash(password())).isPresent();
      assertThat(hash.last()).isNotSameAs(first);
    }
  }

  private static Password password() {
    return ((Password.Check.Valid) Password.check("correct horse")).password();
  }
}
