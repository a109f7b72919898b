package gochat.client.v1;

import gochat.v1.Refusal;
import io.grpc.Status;

/// What became of a message.
public sealed interface Outcome {
  /// It stands in the log of a room and survives crashes.
  record Stored(String roomId, long epoch, long seq) implements Outcome {}

  /// It was handed on to its receiver; there is no record of it.
  record PassedOn() implements Outcome {}

  /// The server will not do it; the message was not stored.
  ///
  /// @param refusal with a sentence for people
  record Refused(Refusal refusal) implements Outcome {}

  /// It was not stored, and will not be: a wrong argument, a room that one can't see, or it never
  /// left this program.
  record Failed(Status.Code code, String sentence) implements Outcome {}

  /// It may have been stored or not: the time was up before an answer came. Who sends the same
  /// request again, with the same client message id, gets the answer of the first one.
  record Unknown(String sentence) implements Outcome {}
}
