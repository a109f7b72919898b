package gochat.journal;

/// The fakes of all ports over one log.
public record FakeBackend(
    FakeJournal journal, FakeHistory history, FakeRoomDirectory rooms, FakeReadMarkers markers)
    implements Backend {
  public static FakeBackend over(FakeJournal journal) {
    return new FakeBackend(
        journal,
        new FakeHistory(journal),
        new FakeRoomDirectory(journal),
        new FakeReadMarkers(journal));
  }

  @Override
  public Backend reopened() {
    return this;
  }

  @Override
  public void close() {}
}
