package gochat.web;

import gochat.edge.Timeouts;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.RequestLimit;

/// The limits of the web port, from those of the server.
///
/// @param textBytesMax the longest text on a WebSocket, and the longest body of a request
/// @param headerBytesMax the longest head of a request
record WebLimits(int textBytesMax, int headerBytesMax, Limits limits, Timeouts timeouts) {
  /// JSON may escape a character of one byte with six.
  private static final int JSON_BYTES_PER_BYTE_MAX = 6;

  static WebLimits of(Limits limits) {
    return new WebLimits(
        limits.of(MessageLimit.TEXT_BYTES) * JSON_BYTES_PER_BYTE_MAX
            + limits.of(RequestLimit.BESIDE_TEXT_BYTES),
        limits.of(ConnectionLimit.HEADER_BYTES),
        limits,
        new Timeouts(limits));
  }
}
