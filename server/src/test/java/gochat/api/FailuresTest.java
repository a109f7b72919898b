package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import gochat.account.AccountsException;
import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.journal.JournalException;
import gochat.limit.LimitTable.Holds;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  @Test
  void aFieldThatIsWrongIsNamedForPeopleAndForPrograms() {
    Status failure = Failure.invalid("page_size", -3, "1..200").status();

    assertThat(failure.getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
    assertThat(failure.getMessage()).isEqualTo("page_size: -3 (expected: 1..200)");
    assertThat(ApiWorld.field(failure)).isEqualTo("page_size");
    assertThat(ApiWorld.detail(failure, ErrorInfo.class))
        .isEqualTo(
            ErrorInfo.newBuilder().setReason("FIELD_INVALID").setDomain("gochat.v1").build());
  }

  @Test
  void aFailureThatPassesSaysWhenToTryAgain() {
    Status busy = Failures.busy().status();

    assertThat(busy.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED.getNumber());
    assertThat(ApiWorld.detail(busy, RetryInfo.class).getRetryDelay())
        .isEqualTo(Duration.newBuilder().setNanos(100_000_000).build());
  }

  @Test
  void anUnknownOutcomeTellsTheIdToSendAgainUnder() {
    UUID id = UUID.randomUUID();

    Status unknown = Failures.outcomeUnknown(id).status();

    assertThat(unknown.getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
    assertThat(unknown.getMessage()).contains("outcome is unknown").contains(id.toString());
  }

  @Test
  void aStoreThatFailsIsUnavailable() {
    Throwable cause = new IOException("disk full");

    for (Throwable thrown :
        new Throwable[] {
          new JournalException("page 7", cause),
          new AccountsException("page 8", cause, AccountsException.Reason.UNKNOWN),
          new CompletionException(new JournalException("page 9", cause))
        }) {
      Status failure = Failures.of(thrown).status();
      assertThat(failure.getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
      assertThat(failure.getMessage()).doesNotContain("page").doesNotContain("disk");
    }
  }

  @Test
  void anUnexpectedExceptionIsNotShownToTheCaller() {
    Status failure = Failures.of(new IllegalStateException("secret 123")).status();

    assertThat(failure.getCode()).isEqualTo(Code.INTERNAL.getNumber());
    assertThat(failure.getMessage()).isEqualTo("The server failed; its log says why.");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, \"plain\"",
    "'a\nb', \"a\\u{A}b\"",
    "'\u202Eevil', \"\\u{202E}evil\"",
    "'\u001B]52;', \"\\u{1B}]52;\"",
    "'\"', \"\\u{22}\"",
    "研发👋, \"研发👋\""
  })
  void aValueIsShownWithNothingHidden(String value, String shown) {
    assertThat(VisibleText.quoted(value)).isEqualTo(shown);
  }

  @Test
  @Holds("request.quoted-max")
  void aLongValueIsShortened() {
    assertThat(VisibleText.quoted("x".repeat(40))).isEqualTo("\"" + "x".repeat(40) + "\"");
    assertThat(VisibleText.quoted("😀".repeat(41))).isEqualTo("\"" + "😀".repeat(40) + "…\"");
  }
}
