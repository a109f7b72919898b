package gochat.journal;

/// The ports of one store, for tests.
public interface Backend extends AutoCloseable {
  Journal journal();

  History history();

  RoomDirectory rooms();

  ReadMarkers markers();

  HiddenRooms hidden();

  /// What a later run of the server finds of this one, which is closed. One that survives nothing
  /// returns itself.
  Backend reopened();

  @Override
  void close();
}
