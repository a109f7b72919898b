package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.Try;
import gochat.account.UserName;
import gochat.bus.Subject;
import gochat.limit.Network;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The message that a client has tried to sign in. Stateless.
final class TryFrame {
  static final Subject SUBJECT = new Subject("tries");

  private static final byte PASSWORD = 1;
  private static final byte RIGHT_PASSWORD = 2;
  private static final byte REGISTRATION = 3;
  private static final byte GUEST_SIGN_IN = 4;
  private static final byte RESET_CODE = 5;
  private static final byte RIGHT_RESET_CODE = 6;

  /// A kind, an address, and a device that may be missing.
  private static final int FIXED_BYTES = 1 + 1 + Long.BYTES + 1 + 2 * Long.BYTES;

  private TryFrame() {}

  static byte[] bytes(Try tried) {
    return switch (tried) {
      case Try.Password password -> bytes(PASSWORD, password);
      case Try.RightPassword(Try.Password password) -> bytes(RIGHT_PASSWORD, password);
      case Try.Registration(Network address) -> bytes(REGISTRATION, address, null, "");
      case Try.GuestSignIn(Network address) -> bytes(GUEST_SIGN_IN, address, null, "");
      case Try.ResetCode(Network address) -> bytes(RESET_CODE, address, null, "");
      case Try.RightResetCode(Network address) -> bytes(RIGHT_RESET_CODE, address, null, "");
    };
  }

  private static byte[] bytes(byte kind, Try.Password password) {
    return bytes(kind, password.address(), password.device(), password.name().toString());
  }

  private static byte[] bytes(byte kind, Network address, @Nullable UUID device, String name) {
    byte[] text = name.getBytes(UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + text.length)
        .put(kind)
        .put(FrameBytes.of(address.isIpv6()))
        .putLong(address.prefix())
        .put(FrameBytes.of(device != null))
        .putLong(device == null ? 0 : device.getMostSignificantBits())
        .putLong(device == null ? 0 : device.getLeastSignificantBits())
        .put(text)
        .array();
  }

  /// @return empty for a message of another version
  static Optional<Try> parse(byte[] message) {
    if (message.length < FIXED_BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message);
    byte kind = bytes.get();
    Network address = new Network(FrameBytes.flag(bytes), bytes.getLong());
    boolean hasDevice = FrameBytes.flag(bytes);
    UUID device = FrameBytes.id(bytes);
    UserName name = UserName.stored(FrameBytes.text(bytes));
    Try.Password password = new Try.Password(name, address, hasDevice ? device : null);
    return switch (kind) {
      case PASSWORD -> Optional.of(password);
      case RIGHT_PASSWORD -> Optional.of(new Try.RightPassword(password));
      case REGISTRATION -> Optional.of(new Try.Registration(address));
      case GUEST_SIGN_IN -> Optional.of(new Try.GuestSignIn(address));
      case RESET_CODE -> Optional.of(new Try.ResetCode(address));
      case RIGHT_RESET_CODE -> Optional.of(new Try.RightResetCode(address));
      default -> Optional.empty();
    };
  }
}
