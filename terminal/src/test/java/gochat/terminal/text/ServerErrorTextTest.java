package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.ErrorDetails;
import gochat.client.v1.Outcome;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerErrorTextTest {
  private static final String SENTENCE = "The server says no.";
  private static final ErrorDetails NAME = details("FIELD_INVALID", "name");

  private final ServerErrorText english = new ServerErrorText(new Texts(Locale.ENGLISH));
  private final ServerErrorText chinese = new ServerErrorText(new Texts(Locale.CHINESE));

  private static ErrorDetails details(String reason, String field) {
    return new ErrorDetails(reason, field, Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource(RefusalReason.class)
  void everyRefusalHasAChineseSentence(RefusalReason reason) {
    Refusal.Builder refusal =
        Refusal.newBuilder()
            .setSentence(SENTENCE)
            .setRetryAfter(
                com.google.protobuf.Duration.newBuilder().setSeconds(1).setNanos(200_000_000));
    if (reason == RefusalReason.UNRECOGNIZED) {
      refusal.setReasonValue(4_711);
    } else {
      refusal.setReason(reason);
    }
    assertThat(english.of(refusal.build())).isEqualTo(SENTENCE);
    assertThat(chinese.of(refusal.build()))
        .matches(".*\\p{IsHan}.*")
        .satisfies(sentence -> {
          boolean isKnown = !ServerErrorText.key(reason).equals("refusal.unspecified");
          assertThat(sentence.contains(SENTENCE)).isNotEqualTo(isKnown);
        });
  }

  @ParameterizedTest
  @EnumSource(Status.Code.class)
  void everyStatusHasAChineseSentence(Status.Code code) {
    assertThat(english.of(code, NAME, SENTENCE)).isEqualTo(SENTENCE);
    assertThat(chinese.of(code, NAME, SENTENCE)).matches(".*\\p{IsHan}.*").doesNotContain(SENTENCE);
  }

  @Test
  void aReasonIsMoreSpecificThanItsStatus() {
    ErrorDetails ambiguous = details("ROOM_AMBIGUOUS", "");
    ErrorDetails full = details("DISK_FULL", "");
    ErrorDetails busy = new ErrorDetails("BUSY", "", Duration.ofMillis(1_200));
    ErrorDetails insecure = details("INSECURE", "");

    assertThat(chinese.of(Status.Code.INVALID_ARGUMENT, ambiguous, "their ids"))
        .startsWith("有多个房间叫这个名字")
        .endsWith("their ids");
    assertThat(chinese.of(Status.Code.RESOURCE_EXHAUSTED, full, SENTENCE)).contains("磁盘已满");
    assertThat(chinese.of(Status.Code.RESOURCE_EXHAUSTED, busy, SENTENCE)).contains("2 秒");
    assertThat(chinese.of(Status.Code.FAILED_PRECONDITION, insecure, SENTENCE)).contains("TLS");
    for (ErrorDetails details : List.of(ambiguous, full, busy, insecure)) {
      assertThat(english.of(Status.Code.INTERNAL, details, SENTENCE)).isEqualTo(SENTENCE);
    }
  }

  @Test
  void theReasonForAnUnsentMessageIsInTheUsersLanguage() {
    Outcome tooLong =
        new Outcome.Failed(
            Status.Code.INVALID_ARGUMENT, details("FIELD_INVALID", "text"), "text: 70000 bytes");
    assertThat(chinese.of(tooLong)).startsWith("消息为空、过长");
    assertThat(chinese.of(new Outcome.PassedOn())).isEmpty();
  }
}
