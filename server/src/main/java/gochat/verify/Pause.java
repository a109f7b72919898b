package gochat.verify;

/// A pause of the verification between two pages, so that others come first.
interface Pause {
  Pause NONE = () -> {};

  void take();
}
