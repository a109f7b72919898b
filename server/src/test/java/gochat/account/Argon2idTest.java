package gochat.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class Argon2idTest {
  private static final PasswordHash HASH = new Argon2id(PasswordCost.STANDARD, new SecureRandom());
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void hashesOfTheReferenceImplementationMatch() {
    // Made with the command argon2: the first with other costs, the second with the costs of the
    // server.
    String other =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    String ours =
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA"
            + "$AdweBLwcflnNX2HVW8i1Mtu7frrn4Ki7h/rYSGuU7Is";

    assertThat(HASH.matches(password("password"), other)).isTrue();
    assertThat(HASH.matches(password("Password"), other)).isFalse();
    assertThat(HASH.matches(password("correct horse"), ours)).isTrue();
    assertThat(HASH.matches(password("correct horse "), ours)).isFalse();
  }

  @Test
  void aHashSaysAllThatIsNeededToCompareIt() {
    String stored = HASH.of(password("correct horse"));

    assertThat(stored)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(HASH.matches(password("correct horse"), stored)).isTrue();
    assertThat(HASH.matches(password("correct Horse"), stored)).isFalse();
  }

  @Test
  void theSamePasswordIsNeverStoredTheSame() {
    assertThat(HASH.of(password("correct horse"))).isNotEqualTo(HASH.of(password("correct horse")));
  }

  @Test
  void anUnmatchableHashHasTheSameCost() {
    assertThat(HASH.unmatchable()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(HASH.matches(password(""), HASH.unmatchable())).isFalse();
  }

  @Test
  void aThreadReusesTheMemoryOfItsHashes() {
    String stored = HASH.of(password("correct horse"));
    long before = THREADS.getCurrentThreadAllocatedBytes();

    assertThat(HASH.matches(password("correct horse"), stored)).isTrue();

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isBetween(1L, 1L << 20);
  }

  @Test
  void aDamagedHashIsNeverAMatch() {
    assertThatThrownBy(() -> HASH.matches(password("password"), "$argon2i$v=19$m=256,t=2,p=1$a$b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("256");
  }

  private static Password password(String typed) {
    return ((Password.Check.Valid) Password.check(typed)).password();
  }
}
