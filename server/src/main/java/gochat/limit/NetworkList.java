package gochat.limit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A list of networks, such as `127.0.0.0/8,::1`.
public record NetworkList(List<Block> blocks) {
  public static final NetworkList EMPTY = new NetworkList(List.of());

  /// @param bits the length of the prefix, 0..32 or 0..128
  public record Block(InetAddress address, int bits) {
    /// @throws IllegalArgumentException if it is not a network
    static Block parse(String text) {
      int slash = text.indexOf('/');
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int bitsMax = address.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? bitsMax : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > bitsMax) {
        throw new IllegalArgumentException(text);
      }
      return new Block(address, bits);
    }

    boolean contains(InetAddress other) {
      byte[] own = address.getAddress();
      byte[] others = other.getAddress();
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      return own.length == others.length
          && Arrays.equals(own, 0, whole, others, 0, whole)
          && (rest == 0 || (own[whole] ^ others[whole]) >> (Byte.SIZE - rest) == 0);
    }

    @Override
    public String toString() {
      return address.getHostAddress() + "/" + bits;
    }
  }

  public NetworkList {
    blocks = List.copyOf(blocks);
  }

  /// @param text networks separated by commas, with optional blanks; may be empty
  /// @throws IllegalArgumentException if a part of it is not a network
  public static NetworkList parse(String text) {
    if (text.isBlank()) {
      return EMPTY;
    }
    return new NetworkList(
        Arrays.stream(text.split(",", -1)).map(part -> Block.parse(part.strip())).toList());
  }

  /// The networks of both lists.
  public NetworkList and(NetworkList others) {
    return new NetworkList(Stream.concat(blocks.stream(), others.blocks.stream()).toList());
  }

  public boolean contains(InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  @Override
  public String toString() {
    return blocks.stream().map(Block::toString).collect(Collectors.joining(","));
  }
}
