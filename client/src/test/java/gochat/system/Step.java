package gochat.system;

/// Something that a client does next. Numbers choose among what there is, whatever their size.
sealed interface Step {
  record Say(int room, boolean isLong) implements Step {}

  /// Sends an earlier message of its own again, under the same id.
  ///
  /// @param isChanged with another text, which is to be refused
  record Repeat(int back, boolean isChanged) implements Step {}

  record Edit(int back) implements Step {}

  record Delete(int back) implements Step {}

  /// Deletes what stands in a room, whoever wrote it.
  record Sweep(int room, int back) implements Step {}

  /// Reacts to what stands in a room, whoever wrote it.
  record React(int room, int back) implements Step {}

  /// Takes a reaction of its own back.
  record Unreact(int back) implements Step {}

  /// @param isEmpty whether the room is to have no topic any more
  record SetTopic(int room, boolean isEmpty) implements Step {}

  record Enter(int room, int member) implements Step {}

  record Exit(int room, int member) implements Step {}

  record MarkRead(int room, int back) implements Step {}

  record ReadPage(int room) implements Step {}

  record Whisper(int receiver) implements Step {}

  /// Its connection breaks.
  record Cut() implements Step {}

  /// Nothing passes its connection for a while.
  record Freeze(int ms) implements Step {}

  /// It reads slowly for a while.
  record Dawdle(int ms) implements Step {}

  record Crash() implements Step {}
}
