package gochat.bench.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client's side of an HTTP/1.1 connection that writes any bytes, also invalid ones, and counts
/// the responses.
final class RawHttp1 {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private final RawConnection connection;
  private final AtomicInteger answers = new AtomicInteger();
  private final Refusals refusals = new Refusals();
  private volatile String status = "";

  private RawHttp1(RawConnection connection) {
    this.connection = connection;
  }

  static RawHttp1 connect(Attacker attacker) throws IOException {
    RawHttp1 client = connectUnread(attacker);
    client.connection.listen(client::readLine);
    return client;
  }

  /// Connects and reads nothing.
  static RawHttp1 connectUnread(Attacker attacker) throws IOException {
    return new RawHttp1(attacker.connect("http/1.1"));
  }

  RawConnection connection() {
    return connection;
  }

  /// The number of responses that have begun.
  int answers() {
    return answers.get();
  }

  /// The status of the last response, or empty.
  String status() {
    return status;
  }

  /// The refusals in the responses.
  Refusals refusals() {
    return refusals;
  }

  private void readLine(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    refusals.find(line);
    Matcher head = STATUS.matcher(line);
    if (head.find()) {
      status = head.group(1);
      answers.incrementAndGet();
    }
  }

  void write(String text) throws IOException {
    connection.write(text.getBytes(US_ASCII));
  }

  void write(byte[] bytes) throws IOException {
    connection.write(bytes);
  }

  /// Calls a method of the API.
  void call(String path, String json) throws IOException {
    connection.write(post(path, json.length()));
    write(json);
  }

  /// The head of a request with JSON.
  static byte[] post(String path, int bodyBytes, String... headers) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + bodyBytes
            + "\r\n"
            + String.join("", headers)
            + "\r\n")
        .getBytes(US_ASCII);
  }

  /// The head of a request with JSON in chunks.
  static String postInChunks(String path) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n";
  }
}
