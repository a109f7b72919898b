package gochat.api;

import gochat.session.StreamContext;
import java.util.concurrent.Executor;

/// What conversations on one lane need.
public record ConversationContext(
    StreamContext streams, Authentication authentication, FollowRequests wishes, Calls calls) {
  Executor lane() {
    return streams.feeds().lane();
  }

  Executor waiting() {
    return streams.feeds().waiting();
  }
}
