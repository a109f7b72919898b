package gochat.error;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorTableTest {
  private static final Path PAGE = Path.of("../docs/errors.md");

  private static final String INTRODUCTION =
      """
      # Errors

      This page is made from the tables of `gochat.error`; a test compares them.

      A request ends in one of three ways. It is done. Or it is *refused*: the request is valid, and the reply has a
      `refusal` with a reason for programs and a sentence for people. Or it *fails* with an error, which can meet any
      request.

      An error is a status of gRPC with details: `google.rpc.ErrorInfo` has the reason, with the domain `gochat.v1`;
      `google.rpc.BadRequest` names the field; `google.rpc.RetryInfo` has the pause after which another try may succeed.
      Over HTTP the status is the one of this table, the body is the same as JSON, and the header `Retry-After` has the
      pause. Programs read the reason; a newer server may have reasons that are not in this table, and for these the status
      decides.

      Over HTTP a refusal has a status too, and `Retry-After` if it has `retry_after`; the body is the reply. Frames of streams
      carry errors and refusals in their reply.

      ## Errors

      | reason | status | HTTP | condition | action |
      |---|---|---|---|---|
      """;

  private static final String REFUSALS =
      """

      ## Refusals

      Each reason has the prefix `REFUSAL_REASON_`. A client that does not know a reason shows the sentence.

      | reason | HTTP | condition | action |
      |---|---|---|---|
      """;

  /// With `-Dgochat.docs.write=true` it writes the page instead.
  @Test
  void thePageInTheDocumentationIsMadeOfTheTable() throws IOException {
    String text =
        INTRODUCTION
            + Arrays.stream(Reason.values())
                .map(reason ->
                    "| `%s` | `%s` | %d | %s | %s |\n"
                        .formatted(
                            reason, reason.code(), reason.http(), reason.when(), reason.action()))
                .collect(Collectors.joining())
            + REFUSALS
            + Arrays.stream(RefusalKind.values())
                .map(kind ->
                    "| `%s` | %d | %s | %s |\n"
                        .formatted(kind, kind.http(), kind.when(), kind.action()))
                .collect(Collectors.joining());
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE).hasContent(text);
  }

  @Test
  void whatIsRefusedOrFailsCounts() {
    long failures = ErrorCounts.of(Reason.BUSY);
    long refusals = ErrorCounts.of(RefusalKind.THROTTLED);

    var _ = Failure.of(Reason.BUSY, "Try again.", Duration.ofSeconds(1));
    var _ = RefusalKind.THROTTLED.refusal("Try again.", Duration.ofSeconds(1));

    assertThat(ErrorCounts.of(Reason.BUSY)).isEqualTo(failures + 1);
    assertThat(ErrorCounts.of(RefusalKind.THROTTLED)).isEqualTo(refusals + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REFUSAL_REASON_UNSPECIFIED", "UNRECOGNIZED"})
  void everyReasonOfARefusalIsInTheTable(RefusalReason reason) {
    Refusal refusal = Refusal.newBuilder().setReason(reason).build();

    assertThat("REFUSAL_REASON_" + RefusalKind.of(refusal)).isEqualTo(reason.name());
  }
}
