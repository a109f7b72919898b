package gochat.verify;

/// A pause of the verification between two pages, so that others come first.
@FunctionalInterface
interface Pause {
  void take();
}
