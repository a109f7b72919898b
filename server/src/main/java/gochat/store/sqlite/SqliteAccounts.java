package gochat.store.sqlite;

import gochat.account.Account;
import gochat.account.AccountDeletion;
import gochat.account.Accounts;
import gochat.account.AccountsException;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Accounts in the database.
final class SqliteAccounts implements Accounts {
  @FunctionalInterface
  private interface Query<T> {
    T run(AccountReader reader) throws SQLException;
  }

  @FunctionalInterface
  private interface Change<T> {
    T run(AccountWriter writer) throws SQLException;
  }

  @FunctionalInterface
  private interface StateChange<T> {
    T run(AccountStateWriter writer) throws SQLException;
  }

  private final SqliteStore store;

  SqliteAccounts(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Addition addAccount(NewAccount account) {
    return change(writer -> writer.add(account));
  }

  @Override
  public Addition upgradeGuest(NewAccount account) {
    return change(writer -> writer.upgradeGuest(account));
  }

  @Override
  public Addition addGuest(User guest, StoredToken token) {
    return change(writer -> writer.addGuest(guest, token));
  }

  @Override
  public Optional<User> find(UUID id) {
    return query(reader -> reader.find(id));
  }

  @Override
  public Optional<User> find(UserName name) {
    return query(reader -> reader.find(name));
  }

  @Override
  public List<User> find(Collection<UUID> ids, Collection<UserName> names) {
    return query(reader -> reader.find(ids, names));
  }

  @Override
  public Optional<User> findAlike(UserName name) {
    return query(reader -> reader.findAlike(name));
  }

  @Override
  public Optional<Credentials> credentials(UserName name) {
    return query(reader -> reader.credentials(name));
  }

  @Override
  public boolean hasAdministrator() {
    return query(AccountReader::hasAdministrator);
  }

  @Override
  public boolean wasOpen() {
    return query(AccountReader::wasOpen);
  }

  @Override
  public List<Bearer> guests() {
    return query(AccountReader::guests);
  }

  @Override
  public void removeGuest(UUID id) {
    change(writer -> {
      writer.removeGuest(id);
      return true;
    });
  }

  @Override
  public Optional<List<UUID>> addToken(StoredToken token, String password, int tokensMax) {
    return change(writer -> writer.addToken(token, password, tokensMax));
  }

  @Override
  public Optional<List<UUID>> changePassword(
      UUID account, String password, String changed, UUID kept) {
    return change(writer -> writer.changePassword(account, password, changed, kept));
  }

  @Override
  public Optional<Bearer> bearer(UUID tokenId) {
    return query(reader -> reader.bearer(tokenId));
  }

  @Override
  public List<TokenInfo> tokens(UUID user) {
    return query(reader -> reader.tokens(user));
  }

  @Override
  public void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs) {
    change(writer -> {
      writer.touch(tokenIds, usedMs, expiresMs);
      return true;
    });
  }

  @Override
  public boolean removeToken(UUID user, UUID tokenId) {
    return change(writer -> writer.removeToken(user, tokenId));
  }

  @Override
  public List<UUID> removeExpired(long nowMs) {
    return change(writer -> writer.removeExpired(nowMs));
  }

  @Override
  public List<Account> list(String prefix, String after, int max) {
    return read(reader -> reader.accountListing().list(prefix, after, max));
  }

  @Override
  public Optional<List<UUID>> disable(UUID account) {
    return changeState(writer -> writer.disable(account));
  }

  @Override
  public boolean enable(UUID account, long nowMs) {
    return changeState(writer -> writer.enable(account, nowMs));
  }

  @Override
  public Optional<List<UUID>> delete(UUID account, AccountDeletion deletion) {
    return changeState(writer -> writer.delete(account, deletion));
  }

  @Override
  public List<DeletedAccount> deleted() {
    return query(AccountReader::deleted);
  }

  @Override
  public void erase(UUID account, long nowMs) {
    write(writer -> {
      writer.truncateNext();
      return writer.accountState().erase(account, nowMs);
    });
  }

  @Override
  public boolean setKind(UUID account, UserKind kind) {
    return changeState(writer -> writer.setKind(account, kind));
  }

  @Override
  public List<UUID> removeTokens(UUID account) {
    return changeState(writer -> writer.removeTokens(account));
  }

  @Override
  public void setReset(UUID account, PasswordReset reset) {
    changeState(writer -> {
      writer.setReset(account, reset);
      return true;
    });
  }

  @Override
  public boolean setRecoveryCodes(UUID account, String password, List<String> hashes) {
    return changeState(writer -> writer.setRecoveryCodes(account, password, hashes));
  }

  @Override
  public int recoveryCodes(UUID account) {
    return query(reader -> reader.recoveryCodes(account));
  }

  @Override
  public Optional<Credentials> resetting(String hash, long nowMs) {
    return query(reader -> reader.resetting(hash, nowMs));
  }

  @Override
  public Optional<List<UUID>> resetPassword(
      String code, long nowMs, String changed, StoredToken token) {
    return changeState(writer -> writer.resetPassword(code, nowMs, changed, token));
  }

  @Override
  public int removeResets() {
    return changeState(AccountStateWriter::removeResets);
  }

  @Override
  public void endSessions() {
    change(writer -> {
      writer.endSessions();
      return true;
    });
  }

  private <T> T query(Query<T> query) {
    return read(reader -> query.run(reader.accounts()));
  }

  private <T> T read(ReaderPool.Query<T> query) {
    try {
      return store.read(query);
    } catch (SQLException e) {
      throw failed("accounts can't be read", e);
    }
  }

  private <T> T change(Change<T> change) {
    return write(writer -> change.run(writer.accounts()));
  }

  private <T> T changeState(StateChange<T> change) {
    return write(writer -> change.run(writer.accountState()));
  }

  private <T> T write(WriteConnection.Work<T> work) {
    try {
      return store.write(work);
    } catch (SQLException e) {
      throw failed("accounts can't be written", e);
    }
  }

  static AccountsException failed(String sentence, SQLException cause) {
    return new AccountsException(
        sentence + ": " + DiskFailure.sentence(cause), cause, reason(cause));
  }

  private static AccountsException.Reason reason(SQLException cause) {
    if (Database.isDiskFull(cause)) {
      return AccountsException.Reason.DISK_FULL;
    }
    return DamagedRow.in(cause).isPresent()
        ? AccountsException.Reason.DAMAGED
        : AccountsException.Reason.UNKNOWN;
  }
}
