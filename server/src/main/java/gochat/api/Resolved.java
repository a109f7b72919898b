package gochat.api;

import gochat.shard.Outcome;
import gochat.shard.Submitter;
import java.util.function.Function;
import java.util.function.Predicate;

/// A request whose rooms and users have been found. The rest of its work does not wait.
///
/// @param <R> the answer
sealed interface Resolved<R> {
  /// The request is answered.
  record Answer<R>(R answer) implements Resolved<R> {}

  /// A command to submit.
  ///
  /// @param submission submits it; returns whether it was taken, as [gochat.shard.Rooms#submit]
  /// @param answer makes the answer from the outcome; throws the request's failure
  record Change<R>(Predicate<Submitter> submission, Function<Outcome, R> answer)
      implements Resolved<R> {}

  /// The same request with another answer.
  default <S> Resolved<S> map(Function<? super R, S> other) {
    return switch (this) {
      case Answer<R>(R answer) -> new Answer<>(other.apply(answer));
      case Change<R>(var submission, var answer) -> new Change<>(submission, answer.andThen(other));
    };
  }
}
