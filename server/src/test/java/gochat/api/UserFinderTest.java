package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.IdentitiesFixture;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserFinderTest {
  private final ApiWorld world = new ApiWorld();
  private final List<String> queries = new ArrayList<>();
  private final UserFinder users =
      new UserFinder(
          new IdentitiesFixture(
                  IdentitiesFixture.watched(world.store.accounts(), queries::add),
                  InstantSource.system())
              .names(),
          world.online);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void allUsersOfARequestAreLookedUpInOneQuery() {
    Caller alice = world.account("alice");
    Caller bob = world.account("bob");
    queries.clear();

    String nobody = UUID.randomUUID().toString();
    UserFinder.Found found =
        users.findAll(
            "mentions", List.of("BOB", nobody, alice.id().toString(), "?", "bob", "?"), 6);

    assertThat(found.ids()).containsExactly(bob.id(), alice.id());
    assertThat(found.unknown()).containsExactly(nobody, "?");
    assertThat(queries).containsExactly("find");
  }
}
