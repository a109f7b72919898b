package gochat.client.v1;

import gochat.client.CertificateProblem;
import gochat.client.ServerAddress;
import io.grpc.Status;

/// Why a [Chat] has ended.
public sealed interface Ending {
  /// In English, for a log.
  String sentence();

  /// The program closed it.
  ///
  /// @param complete whether all requests were answered and the server had confirmed the end
  record Closed(boolean complete) implements Ending {
    @Override
    public String sentence() {
      return complete
          ? "The chat was closed."
          : "The chat was closed before the server had answered everything.";
    }
  }

  /// The token has expired, was revoked, or is invalid.
  ///
  /// @param sentence the server's message
  record SignedOut(String sentence) implements Ending {}

  /// The server refuses the stream, or the sign-in before it, and would refuse it again.
  ///
  /// @param sentence the server's message
  record Refused(Status.Code code, String sentence) implements Ending {}

  /// The server could not prove its identity; nothing was sent to it.
  record CertificateRejected(ServerAddress address, CertificateProblem problem) implements Ending {
    @Override
    public String sentence() {
      return "The certificate of " + address + " was not accepted: " + problem + ".";
    }
  }

  /// The listener, the cursor store or this library threw an exception. The event that was being
  /// handled comes again after a start from the same cursors.
  record Failed(Throwable cause) implements Ending {
    @Override
    public String sentence() {
      return "The program failed: " + cause;
    }
  }
}
