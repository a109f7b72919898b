package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.limit.ConnectionLimit;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The requested URL of an HTTP/1.x request, for a redirection.
///
/// @param path with the query, null when it can't be repeated safely in an answer
/// @param host without the port, null when it is missing, repeated or malformed
record Http1Target(@Nullable String path, @Nullable String host) {
  static final Http1Target NOTHING = new Http1Target(null, null);

  static final int BYTES_MAX = ConnectionLimit.REDIRECTED_HEAD_BYTES.standardInt();

  /// A path and a query after RFC 3986.
  private static final Pattern REQUEST_LINE =
      Pattern.compile("[A-Z]+ (/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*) HTTP/1\\.[01]");

  private static final Pattern HOST =
      Pattern.compile(
          "(?i)host:[ \t]*([a-z0-9_][a-z0-9_.-]{0,252}|\\[[0-9a-f:.]{2,45}])(?::[0-9]{1,5})?[ \t]*");

  /// @return null when the end has not come yet; [#NOTHING] when the head is too long
  static @Nullable Http1Target read(ByteBuf in) {
    List<String> lines = in.toString(US_ASCII).lines().toList();
    int end = lines.indexOf("");
    if (end < 0) {
      return in.readableBytes() > BYTES_MAX ? NOTHING : null;
    }
    Matcher requestLine = REQUEST_LINE.matcher(lines.getFirst());
    List<String> hosts =
        lines.subList(1, end).stream()
            .filter(line -> line.regionMatches(true, 0, "host:", 0, 5))
            .toList();
    Matcher host = HOST.matcher(hosts.size() == 1 ? hosts.getFirst() : "");
    return new Http1Target(
        requestLine.matches() ? requestLine.group(1) : null, host.matches() ? host.group(1) : null);
  }

  /// The URL of the request on another port, null when the host or the path is unknown.
  @Nullable String onPort(String scheme, int port) {
    return path == null || host == null ? null : scheme + "://" + host + ":" + port + path;
  }
}
