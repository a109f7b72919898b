package gochat.journal;

/// The fake of the simulations keeps what the real journal keeps.
class FakeJournalTest extends JournalContract {
  @Override
  protected Journal create() {
    return new FakeJournal();
  }
}
