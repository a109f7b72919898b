package gochat.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The unit of the limits per address: an IPv4 address, or the first 64 bits of an IPv6 address,
/// because a host usually has all addresses with the same 64 bits.
///
/// @param prefix the address, or its first 64 bits
public record Network(boolean isIpv6, long prefix) {
  public static Network of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Network(true, bytes.getLong())
        : new Network(false, bytes.getInt());
  }
}
