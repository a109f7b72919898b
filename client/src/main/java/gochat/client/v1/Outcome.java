package gochat.client.v1;

import gochat.v1.Refusal;
import io.grpc.Status;
import java.util.List;

/// The outcome of sending a message. A message that was sent again over another connection, to
/// another server of a cluster, and was refused there may still be stored by the first server, when
/// the rights of its sender change in the same seconds.
public sealed interface Outcome {
  /// The message is in the log of a room and survives crashes.
  ///
  /// @param unknownMentions the mentions of the request that are no user, as they were given
  record Stored(String roomId, long epoch, long seq, List<String> unknownMentions)
      implements Outcome {}

  /// The message was passed on to its receiver and is not stored.
  record PassedOn() implements Outcome {}

  /// The server refused the message, which is not stored.
  ///
  /// @param refusal with a sentence for people
  record Refused(Refusal refusal) implements Outcome {}

  /// The message is not stored and will not be: an invalid argument, a room that the user cannot
  /// see, a full disk, or it was never handed over.
  record Failed(Status.Code code, ErrorDetails details, String sentence) implements Outcome {
    /// A failure without an answer of the server.
    public Failed(Status.Code code, String sentence) {
      this(code, ErrorDetails.NONE, sentence);
    }
  }

  /// The message may have been stored or not: there was no answer in time. Sending the same request
  /// again, with the same client message id, gets the answer of the first one.
  record Unknown(String sentence) implements Outcome {}
}
