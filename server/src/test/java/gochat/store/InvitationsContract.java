package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The contract of [gochat.account.InvitationStore], and of the accounts that are added with one.
abstract class InvitationsContract extends StoreContract.PortContract {
  private static final long CREATED_MS = 1_000;
  private static final long EXPIRES_MS = 2_000;

  InvitationsContract(StoreContract backend) {
    super(backend);
  }

  private Invitation add(String hash, UserKind kind, int usesMax) {
    Terms terms = new Terms(kind, usesMax, List.of("a", "b"), "for Alice\0😀");
    Invitation added = new Invitation(UUID.randomUUID(), terms, 0, CREATED_MS, EXPIRES_MS);
    store().invitations().add(added, hash);
    return added;
  }

  private Addition register(String name, UserKind kind, String hash, long atMs) {
    User user = new User(UUID.randomUUID(), UserName.stored(name), kind);
    return store().accounts().addAccount(new NewAccount(user, "$hash", atMs, null, hash));
  }

  @Test
  void anInvitationIsFoundByTheHashOfItsCodeAsItWasAdded() {
    Invitation first = add("first", UserKind.ADMINISTRATOR, 3);
    Invitation none =
        new Invitation(
            UUID.randomUUID(), new Terms(UserKind.ACCOUNT, 1, List.of(), ""), 0, 1_001, EXPIRES_MS);
    store().invitations().add(none, "none");

    reopen();
    assertThat(store().invitations().find("first")).contains(first);
    assertThat(store().invitations().find("none")).contains(none);
    assertThat(store().invitations().find("other")).isEmpty();
    assertThat(store().invitations().all()).containsExactly(first, none);
  }

  @Test
  void aRemovedInvitationIsGone() {
    Invitation invitation = add("hash", UserKind.ACCOUNT, 1);

    assertThat(store().invitations().remove(invitation.id())).isTrue();

    reopen();
    assertThat(store().invitations().remove(invitation.id())).isFalse();
    assertThat(store().invitations().all()).isEmpty();
    assertThat(register("Alice", UserKind.ACCOUNT, "hash", CREATED_MS))
        .isEqualTo(Addition.INVITATION_ENDED);
    assertThat(store().accounts().find(UserName.stored("Alice"))).isEmpty();
  }

  @Test
  void anExpiredInvitationAddsNobodyAndGoesWithTheNextOne() {
    add("hash", UserKind.ACCOUNT, 1);
    assertThat(register("Alice", UserKind.ACCOUNT, "hash", EXPIRES_MS))
        .isEqualTo(Addition.INVITATION_ENDED);

    Terms terms = new Terms(UserKind.ACCOUNT, 1, List.of(), "");
    Invitation later = new Invitation(UUID.randomUUID(), terms, 0, EXPIRES_MS, EXPIRES_MS + 1);
    store().invitations().add(later, "later");

    assertThat(store().invitations().all()).containsExactly(later);
  }

  @Test
  void anAccountThatIsNotAddedUsesNoInvitation() {
    Invitation invitation = add("hash", UserKind.ACCOUNT, 2);
    assertThat(register("Alice", UserKind.ACCOUNT, "hash", CREATED_MS)).isEqualTo(Addition.ADDED);
    assertThat(register("ALICE", UserKind.ACCOUNT, "hash", CREATED_MS))
        .isEqualTo(Addition.NAME_TAKEN);

    reopen();
    assertThat(store().invitations().find("hash")).contains(invitation.used());
  }

  @Test
  void theLastUseIsForOneAccountOnly() throws Exception {
    add("hash", UserKind.ACCOUNT, 3);
    List<Callable<Addition>> tries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "user" + i;
      tries.add(() -> register(name, UserKind.ACCOUNT, "hash", CREATED_MS));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Addition> outcomes = new ArrayList<>();
      for (Future<Addition> outcome : threads.invokeAll(tries)) {
        outcomes.add(outcome.get());
      }
      assertThat(Collections.frequency(outcomes, Addition.ADDED)).isEqualTo(3);
      assertThat(Collections.frequency(outcomes, Addition.INVITATION_ENDED)).isEqualTo(17);
    }
    assertThat(store().invitations().find("hash"))
        .hasValueSatisfying(used -> assertThat(used.uses()).isEqualTo(3));
  }

  @Test
  void administratorsInviteFurtherOnes() {
    add("hash", UserKind.ADMINISTRATOR, 2);

    assertThat(register("root", UserKind.ADMINISTRATOR, "hash", CREATED_MS))
        .isEqualTo(Addition.ADDED);
    assertThat(register("other", UserKind.ADMINISTRATOR, "hash", CREATED_MS))
        .isEqualTo(Addition.ADDED);
    User third = new User(UUID.randomUUID(), UserName.stored("third"), UserKind.ADMINISTRATOR);
    assertThat(store().accounts().addAccount(new NewAccount(third, "$hash", 1, null, null)))
        .isEqualTo(Addition.ADMINISTRATOR_EXISTS);
  }
}
