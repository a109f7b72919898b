package gochat.journal;

/// The fakes of all ports over one log.
public record FakeBackend(
    FakeJournal journal,
    FakeHistory history,
    FakeRoomDirectory rooms,
    FakeReadMarkers markers,
    FakeHiddenRooms hidden)
    implements Backend {
  public static FakeBackend over(FakeJournal journal) {
    FakeHiddenRooms hidden = new FakeHiddenRooms(journal);
    return new FakeBackend(
        journal,
        new FakeHistory(journal),
        new FakeRoomDirectory(journal, hidden),
        new FakeReadMarkers(journal),
        hidden);
  }

  @Override
  public Backend reopened() {
    return this;
  }

  @Override
  public void close() {}
}
