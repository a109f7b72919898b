package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Decision;
import gochat.room.GuestRooms;
import gochat.room.Known;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomCreation;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomPolicy;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.room.Standing;
import gochat.room.Target;
import gochat.room.TestPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The rights of moderators and administrators: the page offers what the server permits.
class RightsTest {
  private static final String RIGHTS =
      """
      async (cases) => {
        const { rightsIn } = await import("/js/state/rights.js");
        return cases.map(({ room, self, member }) =>
          Object.fromEntries(
            Object.entries(rightsIn(room, self)).map(([name, right]) => [
              name,
              typeof right === "function" ? right(member) : right,
            ]),
          ),
        );
      }
      """;

  private static final String CREATIONS =
      """
      async ([creations, kinds]) => {
        const { mayCreateRooms } = await import("/js/state/rights.js");
        return creations.map((creation) => kinds.map((kind) => mayCreateRooms(creation, { kind })));
      }
      """;

  private static final long MESSAGE = 1;

  /// A user in a room.
  ///
  /// @param role null for a user who is no member
  private record User(Person person, @Nullable Role role) {
    static User of(String name, Standing standing, @Nullable Role role) {
      return new User(
          new Person(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), name, standing), role);
    }

    Author author() {
      return new Author(person.user(), UUID.randomUUID(), person.name(), person.standing());
    }

    /// As the page knows the user.
    Map<String, Object> user() {
      return Map.of("id", person.user().toString(), "kind", "USER_KIND_" + person.standing());
    }

    Optional<Member> member() {
      return Optional.ofNullable(role).map(known -> new Member(person, known, 1));
    }

    String roleOnPage() {
      return role == null ? "" : role.name();
    }
  }

  /// @param self the user who acts on `other`
  private record Case(RoomKind kind, User self, User other) {
    Map<String, Object> onPage() {
      boolean isMember = kind == RoomKind.LOBBY || self.role() != null;
      return Map.of(
          "room",
          Map.of(
              "kind",
              kind.name().toLowerCase(Locale.ROOT),
              "role",
              self.roleOnPage(),
              "isMember",
              isMember),
          "self",
          self.user(),
          "member",
          Map.of("user", other.user(), "role", other.roleOnPage()));
    }

    /// What the server permits, by the names that the page has for it.
    Map<String, Boolean> onServer() {
      Author author = self.author();
      Person person = other.person();
      Target message =
          new Target(new Person(UUID.randomUUID(), "Writer", Standing.ACCOUNT), 0, false);
      boolean mayKick = permits(new Command.Kick(author, person));
      assertThat(permits(new Command.Ban(author, person))).isEqualTo(mayKick);
      boolean isModerator = permits(new Command.ChangeTopic(author, "tea"));
      assertThat(permits(new Known.OfMessage(new Command.Delete(author, MESSAGE), message)))
          .isEqualTo(isModerator);
      return new TreeMap<>(
          Map.of(
              "isModerator",
              isModerator,
              "mayInvite",
              permits(
                  new Command.Invite(author, User.of("newcomer", Standing.ACCOUNT, null).person())),
              "mayRename",
              permits(new Command.Rename(author, new RoomName("new", "new"))),
              "mayPin",
              permits(new Known.OfMessage(new Command.Pin(author, MESSAGE), message)),
              "mayMute",
              permits(new Command.Mute(author, person)),
              "mayUnmute",
              permits(new Command.Unmute(author, person)),
              "mayRemove",
              mayKick,
              "maySetRole",
              permits(new Command.SetRole(author, person, Role.MODERATOR))));
    }

    private boolean permits(Command command) {
      return permits(Known.ofNothing(command));
    }

    private boolean permits(Known known) {
      return !(room().decide(known, 0) instanceof Decision.Rejected);
    }

    private Room room() {
      Map<UUID, Member> members = new HashMap<>();
      // The room has an owner also without the two.
      Stream<User> present =
          kind == RoomKind.PUBLIC || kind == RoomKind.PRIVATE
              ? Stream.of(self, other, User.of("another", Standing.ACCOUNT, Role.OWNER))
              : Stream.of(self, other);
      present
          .flatMap(user -> user.member().stream())
          .forEach(member -> members.put(member.person().user(), member));
      return new Room(
          new RoomSnapshot(
              1,
              kind,
              new RoomName("old", "old"),
              "",
              RetentionRule.NONE,
              SlowMode.OFF,
              List.copyOf(members.values()),
              Map.of(),
              Map.of(),
              List.of()),
          TestPolicy.of(100));
    }
  }

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void thePageOffersToCreateRoomsToThoseWhomTheServerPermitsIt() {
    List<RoomCreation> creations = List.of(RoomCreation.values());
    List<Standing> standings = List.of(Standing.values());
    List<List<Boolean>> permitted =
        creations.stream()
            .map(creation -> standings.stream().map(by -> mayCreate(creation, by)).toList())
            .toList();

    Object offered =
        web.visit()
            .page()
            .evaluate(
                CREATIONS,
                List.of(
                    creations.stream().map(RoomCreation::name).toList(),
                    standings.stream().map(standing -> "USER_KIND_" + standing).toList()));

    assertThat(offered).isEqualTo(permitted);
  }

  @Test
  void aGuestIsOfferedNoWayToCreateARoom() {
    Visitor guest = web.guest("Gast");

    PlaywrightAssertions.assertThat(guest.button("Find a room")).isVisible();
    PlaywrightAssertions.assertThat(guest.button("Create a room")).isHidden();
  }

  private static boolean mayCreate(RoomCreation creation, Standing standing) {
    Room none =
        new Room(
            RoomSnapshot.empty(new RoomId("7g2k")), new RoomPolicy(100, creation, GuestRooms.ALL));
    Author author = User.of("somebody", standing, null).author();
    Command create = new Command.Create(author, RoomKind.PUBLIC, new RoomName("new", "new"), "");
    return none.decide(Known.ofNothing(create), 0) instanceof Decision.Accepted;
  }

  @Test
  void thePageOffersWhatTheServerPermits() {
    List<Case> cases = cases();

    List<?> offered =
        (List<?>) web.visit().page().evaluate(RIGHTS, cases.stream().map(Case::onPage).toList());

    for (int i = 0; i < cases.size(); i++) {
      assertThat(new TreeMap<>((Map<?, ?>) offered.get(i)))
          .as("%s", cases.get(i))
          .isEqualTo(cases.get(i).onServer());
    }
  }

  /// In each kind of room each kind of user with another one, and with themself.
  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (RoomKind kind : RoomKind.values()) {
      for (User self : users("self", kind)) {
        // A user who is no member sees a public room and the lobby only.
        if (self.role() != null || kind == RoomKind.PUBLIC || kind == RoomKind.LOBBY) {
          Stream.concat(users("other", kind).stream(), Stream.of(self))
              .filter(other -> other.role() != null || kind == RoomKind.LOBBY)
              .forEach(other -> cases.add(new Case(kind, self, other)));
        }
      }
    }
    return cases;
  }

  private static List<User> users(String name, RoomKind kind) {
    List<User> users = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      users.add(User.of(name, standing, kind == RoomKind.DIRECT ? Role.MEMBER : null));
      if (kind == RoomKind.PUBLIC || kind == RoomKind.PRIVATE) {
        Stream.of(Role.values())
            .filter(role -> role == Role.MEMBER || standing != Standing.GUEST)
            .forEach(role -> users.add(User.of(name, standing, role)));
      }
    }
    return users;
  }

  @Test
  void anAdministratorModeratesInTheLobby() {
    Visitor bob = web.account("Bob");
    bob.say("Buy my kettle");
    Visitor carol = web.administrator("Carol");
    assertThat(bob.action(bob.message("kettle"), "Pin")).hasCount(0);

    carol.action(carol.message("kettle"), "Delete").click();
    carol
        .role(AriaRole.DIALOG, "Delete this message?")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
        .click();
    bob.hears("This message was deleted.");

    carol.button("Members").click();
    member(carol, "Bob").click();
    assertThat(carol.page().getByRole(AriaRole.MENUITEM))
        .hasText(new String[] {"Message", "Mute", "Unmute", "Block"});
    carol.role(AriaRole.MENUITEM, "Mute").click();
    Locator mute = carol.role(AriaRole.DIALOG, "Mute Bob in #lobby?");
    mute.getByRole(AriaRole.TEXTBOX).fill("kettles");
    mute.getByRole(AriaRole.COMBOBOX).selectOption("1 hour");
    mute.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Mute")).click();
    bob.hears("Carol muted Bob until");
    bob.hears(": kettles");

    carol.button("Bans and mutes").click();
    Locator mutes = carol.role(AriaRole.DIALOG, "Bans and mutes");
    assertThat(mutes.getByRole(AriaRole.LISTITEM)).hasCount(1);
    assertThat(mutes).containsText("Reason: kettles");
    mutes.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Lift: Bob")).click();
    assertThat(mutes).containsText("None");
    bob.hears("Carol unmuted Bob");
    mutes.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();

    carol.button("More about this room").click();
    assertThat(carol.role(AriaRole.MENUITEM, "Rename room")).hasCount(0);
    carol.role(AriaRole.MENUITEM, "Change topic").click();
    carol.role(AriaRole.TEXTBOX, "Topic").fill("No kettles");
    carol.button("Save").click();
    bob.hears("Carol set the topic to No kettles");
  }

  private static Locator member(Visitor visitor, String name) {
    return visitor
        .role(AriaRole.COMPLEMENTARY, "Members")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }
}
