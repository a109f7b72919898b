package gochat.account;

/// The fake of the tests keeps what the real accounts keep.
class FakeAccountsTest extends AccountsContract {
  @Override
  protected Accounts create() {
    return new FakeAccounts();
  }
}
