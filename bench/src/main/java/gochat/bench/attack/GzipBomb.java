package gochat.bench.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Sends a message of 60 KiB that decompresses to 60 MiB.
final class GzipBomb extends Attack {
  private static final int UNFOLDED_BYTES = 60 << 20;
  private static final int ANSWER_MS = 2_000;
  private static final byte COMPRESSED = 1;

  GzipBomb() {
    super(
        Defence.REFUSED,
        "A message that decompresses beyond its limit is refused, and not decompressed.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp2 client = RawHttp2.connect(attacker);
    byte[] zipped = Zeros.ZIPPED;
    switch (attacker.port()) {
      case GRPC -> {
        client.open(1, Requests.unfinished(Port.GRPC, "grpc-encoding", "gzip"));
        data(
            client,
            ByteBuffer.allocate(5 + zipped.length)
                .put(COMPRESSED)
                .putInt(zipped.length)
                .put(zipped)
                .array());
      }
      case WEB -> {
        client.open(1, Requests.unfinished(Port.WEB, "content-encoding", "gzip"));
        data(client, zipped);
      }
    }
    client.connection().flush();
    String status = client.awaitAnswer(ANSWER_MS);
    return new Result(
        status.isEmpty() || status.equals("200") ? Defence.SERVED : Defence.REFUSED, status);
  }

  /// Within the frame size, because the stream's window limits the message.
  private static void data(RawHttp2 client, byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += RawHttp2.FRAME_BYTES_MAX) {
      int to = Math.min(bytes.length, from + RawHttp2.FRAME_BYTES_MAX);
      client.frame(
          RawHttp2.DATA,
          to == bytes.length ? RawHttp2.END_STREAM : 0,
          1,
          Arrays.copyOfRange(bytes, from, to));
    }
  }

  /// Initialised at the first use.
  private static final class Zeros {
    static final byte[] ZIPPED = zip();

    private static byte[] zip() {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (var out = new GZIPOutputStream(zipped)) {
        byte[] part = new byte[1 << 20];
        for (int i = 0; i < UNFOLDED_BYTES / part.length; i++) {
          out.write(part);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return zipped.toByteArray();
    }
  }
}
