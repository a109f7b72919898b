package gochat.client.v1;

import gochat.client.CertificateProblem;
import io.grpc.Status;

/// Why a [Chat] is over.
public sealed interface Ending {
  /// It was closed.
  ///
  /// @param complete whether everything had been answered and the server had confirmed the end
  record Closed(boolean complete) implements Ending {}

  /// The token is worth nothing any more: it expired, was revoked, or never was one.
  ///
  /// @param sentence the server's own words
  record SignedOut(String sentence) implements Ending {}

  /// The server will not have this stream, now or later.
  ///
  /// @param sentence the server's own words
  record Refused(Status.Code code, String sentence) implements Ending {}

  /// The server could not prove that it is the one that was meant; nothing was sent to it.
  record CertificateRejected(CertificateProblem problem) implements Ending {}

  /// The listener or the cursor store threw, or this library. The event that it was about comes
  /// again when somebody starts from the same cursors.
  record Failed(Throwable cause) implements Ending {}
}
