package gochat.bench.wire.grpc;

import com.google.protobuf.MessageLite;
import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Destination;
import gochat.v1.SignInAsGuestRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/// Messages of a client of the v1 API, with gRPC's length prefix.
final class V1Messages {
  static final String SIGN_IN_PATH = "/gochat.v1.AccountService/SignInAsGuest";
  static final String CONNECT_PATH = "/gochat.v1.StreamService/Connect";

  /// The offset of a request's id: its first field, after the prefix and the tag.
  static final int ID_OFFSET = 5 + 1;

  private static final int ID_BYTES = 5;

  private V1Messages() {}

  static byte[] signIn(String name) {
    return bytes(SignInAsGuestRequest.newBuilder().setName(name).build());
  }

  static byte[] start(String token, List<Destination> follows) {
    return bytes(ApiRequests.start(token, follows));
  }

  static byte[] send(Destination destination, int contentBytes) {
    return bytes(ApiRequests.send(destination, contentBytes));
  }

  /// Writes any value as a varint of five bytes.
  static void writeId(ByteBuf out, int offset, int id) {
    for (int i = 0; i < ID_BYTES - 1; i++) {
      out.setByte(offset + i, (id >>> (7 * i)) | 0x80);
    }
    out.setByte(offset + ID_BYTES - 1, id >>> (7 * (ID_BYTES - 1)));
  }

  private static byte[] bytes(MessageLite message) {
    ByteBuf out = Unpooled.buffer();
    out.writeByte(0).writeInt(message.getSerializedSize()).writeBytes(message.toByteArray());
    return ByteBufUtil.getBytes(out);
  }
}
