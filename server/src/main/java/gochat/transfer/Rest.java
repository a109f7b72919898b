package gochat.transfer;

/// A rest between two pages of work, so that others come first.
@FunctionalInterface
public interface Rest {
  /// No rest, for data that nobody else uses.
  Rest NONE = () -> {};

  /// @throws RuntimeException to end the work
  void take();
}
