package gochat.bus.link;

import gochat.bus.Answer;
import gochat.bus.Subject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes what comes over a link. For any thread.
public interface Incoming {
  boolean isSubscribed(Subject subject);

  /// Runs the handler.
  ///
  /// @param returnTo where to send an answer, null for none
  void receive(Subject subject, byte[] message, @Nullable String returnTo);

  /// Whether an answer to this question is still expected.
  boolean isOpen(long question);

  /// Ends a question, if it is open.
  void answered(long question, Answer answer);

  /// This node is not subscribed to the subject of a question.
  void decline(String returnTo);

  /// The link is of no use any more.
  void failed(IOException cause);
}
