package gochat.terminal.chat;

import com.google.protobuf.Timestamp;

final class Times {
  private Times() {}

  static long ms(Timestamp time) {
    return time.getSeconds() * 1_000 + time.getNanos() / 1_000_000;
  }
}
