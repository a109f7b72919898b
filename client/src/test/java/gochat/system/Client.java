package gochat.system;

import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import java.util.Map;
import java.util.function.Consumer;

/// A program that one user has open. It writes down what it asks for and what it hears, and comes
/// back by itself whenever it loses the server.
interface Client extends AutoCloseable {
  String user();

  /// Asks for something; does not wait for the answer.
  ///
  /// @param answered told what became of it, by any thread
  void ask(Request request, Consumer<Result> answered);

  /// The program crashes, and is started again.
  void crash() throws InterruptedException;

  /// From now on it takes its time to read, or no longer does.
  void dawdle(boolean isSlow);

  /// Up to where the rooms have come that it follows.
  Map<String, Long> positions();

  /// The stream by which it listens now.
  String stream();

  /// Goes for good.
  @Override
  void close();
}
