package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.v1.ClientFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  @Test
  void aWrongTimeIsRefusedAndNotLogged() {
    // Other threads of this process may log meanwhile.
    Thread parsing = Thread.currentThread();
    List<String> logged = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (Thread.currentThread() == parsing) {
              logged.add(line.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger all = Logger.getLogger("");
    all.addHandler(listener);
    try {
      String frame = "{\"listHistory\":{\"fromTime\":\"2026-01-31T00:00:00\\u001b[2J\\nforged\"}}";
      assertThatThrownBy(() -> Json.parse(frame, ClientFrame.newBuilder()))
          .isInstanceOf(InvalidProtocolBufferException.class);
      assertThat(logged).isEmpty();
    } finally {
      all.removeHandler(listener);
    }
  }

  @Test
  void framesOfNewerClientsAreReadAsFarAsTheyAreKnown() throws Exception {
    ClientFrame.Builder frame = ClientFrame.newBuilder();
    Json.parse("{\"id\":\"7\",\"later\":{\"a\":[1]},\"listHistory\":{\"later\":1}}", frame);

    assertThat(frame.getId()).isEqualTo(7);
    assertThat(frame.hasListHistory()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeInATextIsDescribedInOneSentence(String text, String sentence) {
    assertThatThrownBy(() -> Json.parse(text, ClientFrame.newBuilder()))
        .isInstanceOfSatisfying(
            InvalidProtocolBufferException.class,
            mistake -> assertThat(Json.sentence(mistake)).isEqualTo(sentence));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "{\"a\":".repeat(50_000) + "[".repeat(50_000),
            "not one object of JSON: it is nested too deeply (at line 1 column 1277)"),
        arguments(
            "{\"id\":1,}",
            "not one object of JSON: it breaks off or is misspelt (at line 1 column 10)"),
        arguments(
            "{\"id\":",
            "not one object of JSON: it breaks off or is misspelt (at line 1 column 7)"),
        arguments(
            "[" + "1,".repeat(50_000) + "1]",
            "an object is expected instead of [" + "1,".repeat(63) + "…"));
  }
}
