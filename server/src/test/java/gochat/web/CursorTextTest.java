package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import gochat.v1.Cursor;
import gochat.v1.ServerFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTextTest {
  @Test
  void aCursorIsRoomEpochAndSeq() {
    assertThat(CursorText.parse("cursors", "#dev:3:42"))
        .isEqualTo(Cursor.newBuilder().setRoom("#dev").setEpoch(3).setSeq(42).build());
    assertThat(CursorText.of("lobby", 1, 7)).isEqualTo("lobby:1:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lobby",
        "lobby:1",
        ":1:2",
        "lobby:-1:2",
        "lobby:1:",
        "lobby:1:+2",
        "lobby:1:9223372036854775808"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> CursorText.parse("cursors", text))
        .hasMessageContaining(
            "cursors: \"" + text + "\" (expected: ROOM:EPOCH:SEQ, such as lobby:1:42)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "none",
      value = {
        "event { room_id: 'r' epoch: 1 seq: 2 }; r:1:2",
        "gap { room_id: 'r' epoch: 1 from_seq: 2 to_seq: 5 }; r:1:5",
        "room_caught_up { room_id: 'r' epoch: 1 seq: 2 }; r:1:2",
        "room_followed { room { room_id: 'r' epoch: 1 } seq: 2 }; r:1:2",
        "reset { room_id: 'r' epoch: 2 }; r:2:0",
        "read_marker { room_id: 'r' epoch: 1 seq: 2 }; none",
        "caught_up {}; none"
      })
  void aFrameThatMovesTheCursorHasOne(String frame, String cursor) throws Exception {
    assertThat(CursorText.of(TextFormat.parse(frame, ServerFrame.class))).isEqualTo(cursor);
  }
}
