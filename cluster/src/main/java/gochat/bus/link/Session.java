package gochat.bus.link;

/// A connected link and what comes over it.
record Session(Link link, LinkIncoming incoming) {
  void end() {
    incoming.end();
    link.close();
  }
}
