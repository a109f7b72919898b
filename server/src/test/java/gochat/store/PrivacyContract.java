package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Audience;
import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.account.PrivacyStore;
import gochat.room.Author;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The contract of [PrivacyStore], and of the rooms that users share.
abstract class PrivacyContract extends StoreContract.PortContract {
  private static final int MAX = 500;

  PrivacyContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void aUserThatHasChangedNothingHasNoPrivacy() {
    assertThat(privacy().find(ALICE.user())).isEmpty();
  }

  @Test
  void aChangeIsThereAfterARestartAndConcernsOneUser() {
    Privacy changed =
        change(
            ALICE.user(),
            former -> former.with(Audience.SHARED_ROOM, Audience.NOBODY).block(of(BOB), MAX));
    Privacy others = change(BOB.user(), former -> former.block(of(CAROL), MAX));

    assertThat(changed)
        .isEqualTo(new Privacy(Audience.SHARED_ROOM, Audience.NOBODY, List.of(of(BOB))));
    reopen();
    assertThat(privacy().find(ALICE.user())).contains(changed);
    assertThat(privacy().find(BOB.user())).contains(others);
  }

  @Test
  void usersAreListedInTheOrderInWhichTheyWereBlockedUntilTheyAreUnblocked() {
    Blocked chinese = new Blocked(new UUID(-1, 3), "北京");
    Privacy _ = change(ALICE.user(), former -> former.block(chinese, MAX));
    Privacy _ = change(ALICE.user(), former -> former.block(of(BOB), MAX));
    Privacy _ = change(ALICE.user(), former -> former.block(of(CAROL), MAX));
    Privacy _ = change(ALICE.user(), former -> former.block(chinese, MAX));
    assertThat(found(ALICE).blocked()).containsExactly(chinese, of(BOB), of(CAROL));

    Privacy _ = change(ALICE.user(), former -> former.unblock(BOB.user()));
    assertThat(found(ALICE).blocked()).containsExactly(chinese, of(CAROL));
    Privacy _ =
        change(ALICE.user(), former -> former.unblock(chinese.user()).unblock(of(CAROL).user()));
    assertThat(privacy().find(ALICE.user())).contains(Privacy.DEFAULT);
  }

  @Test
  void concurrentChangesOfOneUserAreAllMade() throws Exception {
    List<Callable<Privacy>> changes = new ArrayList<>();
    List<Blocked> blocked =
        IntStream.range(0, 16).mapToObj(i -> new Blocked(new UUID(1, i), "user" + i)).toList();
    blocked.forEach(
        user -> changes.add(() -> change(ALICE.user(), former -> former.block(user, MAX))));
    Collections.shuffle(changes);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Privacy> change : threads.invokeAll(changes)) {
        var _ = change.get();
      }
    }

    assertThat(found(ALICE).blocked()).containsExactlyInAnyOrderElementsOf(blocked);
  }

  @Test
  void aForgottenUserIsStillBlockedByOthers() {
    Privacy _ = change(ALICE.user(), former -> former.block(of(BOB), MAX));
    Privacy _ = change(BOB.user(), former -> former.block(of(ALICE), MAX));

    privacy().forget(BOB.user());

    assertThat(privacy().find(BOB.user())).isEmpty();
    assertThat(found(ALICE).isBlocked(BOB.user())).isTrue();
  }

  @Test
  void anErasedUserIsInNoList() {
    Privacy _ = change(ALICE.user(), former -> former.block(of(BOB), MAX).block(of(CAROL), MAX));
    Privacy _ = change(BOB.user(), former -> former.block(of(ALICE), MAX));

    privacy().erase(BOB.user());
    reopen();

    assertThat(privacy().find(BOB.user())).isEmpty();
    assertThat(found(ALICE).blocked()).containsExactly(of(CAROL));
  }

  @Test
  void membersOfARoomShareItUnlessItIsADirectConversation() {
    append(ROOM, created(ALICE, RoomKind.PRIVATE, "secret"));
    append(
        RoomId.direct(ALICE.user(), BOB.user()),
        new RoomEvent.DirectOpened(ALICE, AT, BOB.person()));
    assertThat(rooms().isShared(ALICE.user(), BOB.user())).isFalse();

    append(ROOM, new RoomEvent.Joined(BOB, AT, BOB.person(), Role.MEMBER));
    assertThat(rooms().isShared(ALICE.user(), BOB.user())).isTrue();
    assertThat(rooms().isShared(BOB.user(), ALICE.user())).isTrue();
    assertThat(rooms().isShared(ALICE.user(), CAROL.user())).isFalse();

    append(ROOM, new RoomEvent.Left(BOB, AT));
    assertThat(rooms().isShared(ALICE.user(), BOB.user())).isFalse();
  }

  private static Blocked of(Author user) {
    return new Blocked(user.user(), user.name());
  }

  private PrivacyStore privacy() {
    return store().privacy();
  }

  private Privacy change(UUID user, UnaryOperator<Privacy> change) {
    return privacy().change(user, change);
  }

  private Privacy found(Author user) {
    return privacy().find(user.user()).orElseThrow();
  }
}
