package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.v1.ClientFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void whatIsNoTimeIsRefusedAndLoggedByNobody() {
    List<String> logged = new ArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            logged.add(line.getMessage());
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
}
