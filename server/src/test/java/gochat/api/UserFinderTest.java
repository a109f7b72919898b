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

    assertThat(
            users.known(
                "mentions",
                List.of("BOB", UUID.randomUUID().toString(), alice.id().toString(), "?", "bob"),
                5))
        .containsExactly(bob.id(), alice.id());
    assertThat(queries).containsExactly("find");
  }
}
