package gochat.bench.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.function.IntSupplier;

/// Messages of the v1 API, which differ in their [Stamp], their request's id and their client
/// message id.
public final class ApiEnvelope implements Envelope {
  /// Writes an id over [ApiRequests#ID_PLACE].
  @FunctionalInterface
  public interface IdWriter {
    void write(ByteBuf out, int offset, int id);
  }

  private final byte[] message;
  private final int idOffset;
  private final int messageIdOffset;
  private final int stampOffset;
  private final IdWriter idWriter;
  private final MessageIds messageIds;
  private final IntSupplier ids;

  /// @param message the encoded message, from [ApiRequests#send]
  /// @param ids of the requests, each used once
  public ApiEnvelope(
      byte[] message, int idOffset, IdWriter idWriter, MessageIds messageIds, IntSupplier ids) {
    this.message = message;
    this.idOffset = idOffset;
    this.idWriter = idWriter;
    this.messageIds = messageIds;
    this.ids = ids;
    String text = new String(message, ISO_8859_1);
    messageIdOffset = text.indexOf(ApiRequests.MESSAGE_ID_PLACE);
    stampOffset = text.indexOf("-".repeat(Stamp.BYTES));
  }

  @Override
  public int bytes() {
    return message.length;
  }

  @Override
  public void write(ByteBuf out, int sender, int sequence, long timeNs) {
    int start = out.writerIndex();
    out.writeBytes(message);
    idWriter.write(out, start + idOffset, ids.getAsInt());
    messageIds.write(out, start + messageIdOffset);
    Stamp.write(out, start + stampOffset, sender, sequence, timeNs);
  }
}
