package gochat.room;

import static gochat.room.RoomFixture.CO_MEMBER;
import static gochat.room.RoomFixture.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rights as tables of the users of [RoomFixture]: `yes` for an accepted command, `same` for
/// one that changes nothing, else the reason of the refusal.
class RightsTest {
  private static final String LOBBY =
      """
      command              | muted passer-by stranger administrator
      post                 | muted yes       yes      yes
      edit one's-own       | muted yes       yes      yes
      edit another's       | muted no        no       no
      delete one's-own     | yes   yes       yes      yes
      delete another's     | no    no        no       yes
      react                | muted yes       yes      yes
      take-back            | yes   yes       yes      yes
      create               | no    no        no       no
      open-direct          | no    no        no       no
      rename               | no    no        no       no
      topic                | no    no        no       yes
      retention            | no    no        no       yes
      slow-mode            | no    no        no       yes
      pin                  | no    no        no       yes
      unpin                | no    no        no       same
      join                 | same  same      same     same
      leave                | no    no        no       no
      invite co-member     | no    no        no       no
      kick co-member       | no    no        no       no
      ban co-member        | no    no        no       no
      unban co-member      | no    no        no       no
      mute oneself         | no    no        no       no
      mute co-member       | no    no        no       yes
      mute guest           | no    no        no       yes
      mute muted           | no    no        no       same
      mute insider         | no    no        no       no
      unmute oneself       | no    no        no       same
      unmute co-member     | no    no        no       same
      unmute muted         | no    no        no       yes
      make-owner co-member | no    no        no       no
      """;

  private static final String PUBLIC =
      """
      command              | stranger passer-by banned guest  muted  member moderator owner  administrator
      post                 | not-in   not-in    banned yes    muted  yes    yes       yes    not-in
      edit one's-own       | not-in   not-in    banned yes    muted  yes    yes       yes    not-in
      edit another's       | not-in   not-in    banned no     muted  no     no        no     not-in
      delete one's-own     | yes      yes       banned yes    yes    yes    yes       yes    yes
      delete another's     | no       no        banned no     no     no     yes       yes    yes
      react                | not-in   not-in    banned yes    muted  yes    yes       yes    not-in
      take-back            | yes      yes       banned yes    yes    yes    yes       yes    yes
      create               | no       no        banned no     no     no     no        no     no
      open-direct          | no       no        banned no     no     no     no        no     no
      rename               | no       no        banned no     no     no     no        yes    yes
      topic                | no       no        banned no     no     no     yes       yes    yes
      retention            | no       no        banned no     no     no     no        yes    yes
      slow-mode            | no       no        banned no     no     no     yes       yes    yes
      pin                  | no       no        banned no     no     no     yes       yes    yes
      unpin                | no       no        banned no     no     no     same      same   same
      join                 | yes      yes       banned same   same   same   same      same   yes
      leave                | same     same      banned yes    yes    yes    yes       yes    same
      invite stranger      | not-in   not-in    banned yes    yes    yes    yes       yes    yes
      invite banned        | not-in   not-in    banned banned banned banned banned    banned banned
      invite co-member     | not-in   not-in    banned same   same   same   same      same   same
      kick oneself         | no       no        banned no     no     no     no        no     no
      kick stranger        | no       no        banned no     no     no     absent    absent absent
      kick guest           | no       no        banned no     no     no     yes       yes    yes
      kick co-member       | no       no        banned no     no     no     yes       yes    yes
      kick co-moderator    | no       no        banned no     no     no     no        yes    yes
      kick co-owner        | no       no        banned no     no     no     no        no     yes
      kick insider         | no       no        banned no     no     no     no        no     no
      ban oneself          | no       no        banned no     no     no     no        no     no
      ban stranger         | no       no        banned no     no     no     yes       yes    yes
      ban banned           | no       no        banned no     no     no     same      same   same
      ban co-member        | no       no        banned no     no     no     yes       yes    yes
      ban co-moderator     | no       no        banned no     no     no     no        yes    yes
      ban co-owner         | no       no        banned no     no     no     no        no     yes
      ban insider          | no       no        banned no     no     no     no        no     no
      unban banned         | no       no        banned no     no     no     yes       yes    yes
      unban co-member      | no       no        banned no     no     no     same      same   same
      mute oneself         | no       no        banned no     no     no     no        no     no
      mute stranger        | no       no        banned no     no     no     yes       yes    yes
      mute co-member       | no       no        banned no     no     no     yes       yes    yes
      mute muted           | no       no        banned no     no     no     same      same   same
      mute co-moderator    | no       no        banned no     no     no     no        yes    yes
      mute co-owner        | no       no        banned no     no     no     no        no     no
      mute insider         | no       no        banned no     no     no     no        no     no
      unmute oneself       | no       no        banned no     no     no     no        same   same
      unmute muted         | no       no        banned no     no     no     yes       yes    yes
      unmute co-moderator  | no       no        banned no     no     no     no        same   same
      make-owner stranger  | no       no        banned no     no     no     no        absent absent
      make-owner co-member | no       no        banned no     no     no     no        yes    yes
      make-owner co-owner  | no       no        banned no     no     no     no        same   same
      make-owner guest     | no       no        banned no     no     no     no        guest  guest
      make-member guest    | no       no        banned no     no     no     no        same   same
      make-member co-owner | no       no        banned no     no     no     no        yes    yes
      """;

  private static final String PRIVATE =
      """
      command              | stranger passer-by banned administrator guest  muted  member insider moderator owner
      post                 | hidden   hidden    hidden hidden        yes    muted  yes    yes     yes       yes
      edit one's-own       | hidden   hidden    hidden hidden        yes    muted  yes    yes     yes       yes
      edit another's       | hidden   hidden    hidden hidden        no     muted  no     no      no        no
      delete one's-own     | hidden   hidden    hidden hidden        yes    yes    yes    yes     yes       yes
      delete another's     | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      react                | hidden   hidden    hidden hidden        yes    muted  yes    yes     yes       yes
      take-back            | hidden   hidden    hidden hidden        yes    yes    yes    yes     yes       yes
      create               | hidden   hidden    hidden hidden        no     no     no     no      no        no
      open-direct          | hidden   hidden    hidden hidden        no     no     no     no      no        no
      rename               | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      topic                | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      retention            | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      slow-mode            | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      pin                  | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      unpin                | hidden   hidden    hidden hidden        no     no     no     no      same      same
      join                 | hidden   hidden    hidden hidden        same   same   same   same    same      same
      leave                | hidden   hidden    hidden hidden        yes    yes    yes    yes     yes       yes
      invite stranger      | hidden   hidden    hidden hidden        yes    yes    yes    yes     yes       yes
      invite banned        | hidden   hidden    hidden hidden        banned banned banned banned  banned    banned
      invite co-member     | hidden   hidden    hidden hidden        same   same   same   same    same      same
      kick oneself         | hidden   hidden    hidden hidden        no     no     no     no      no        no
      kick stranger        | hidden   hidden    hidden hidden        no     no     no     no      absent    absent
      kick guest           | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      kick co-member       | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      kick co-moderator    | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      kick co-owner        | hidden   hidden    hidden hidden        no     no     no     no      no        no
      kick insider         | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      ban oneself          | hidden   hidden    hidden hidden        no     no     no     no      no        no
      ban stranger         | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      ban banned           | hidden   hidden    hidden hidden        no     no     no     no      same      same
      ban co-moderator     | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      ban insider          | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      unban banned         | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      unban co-member      | hidden   hidden    hidden hidden        no     no     no     no      same      same
      mute oneself         | hidden   hidden    hidden hidden        no     no     no     no      no        no
      mute co-member       | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      mute co-moderator    | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      mute co-owner        | hidden   hidden    hidden hidden        no     no     no     no      no        no
      mute insider         | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      unmute oneself       | hidden   hidden    hidden hidden        no     no     no     no      no        same
      unmute muted         | hidden   hidden    hidden hidden        no     no     no     no      yes       yes
      make-owner stranger  | hidden   hidden    hidden hidden        no     no     no     no      no        absent
      make-owner co-member | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      make-owner guest     | hidden   hidden    hidden hidden        no     no     no     no      no        guest
      make-member co-owner | hidden   hidden    hidden hidden        no     no     no     no      no        yes
      """;

  private static final String DIRECT =
      """
      command              | stranger passer-by administrator member
      post                 | hidden   hidden    hidden        yes
      edit one's-own       | hidden   hidden    hidden        yes
      edit another's       | hidden   hidden    hidden        no
      delete one's-own     | hidden   hidden    hidden        yes
      delete another's     | hidden   hidden    hidden        no
      react                | hidden   hidden    hidden        yes
      take-back            | hidden   hidden    hidden        yes
      create               | hidden   hidden    hidden        no
      open-direct          | hidden   hidden    hidden        same
      rename               | hidden   hidden    hidden        no
      topic                | hidden   hidden    hidden        no
      retention            | hidden   hidden    hidden        no
      slow-mode            | hidden   hidden    hidden        no
      pin                  | hidden   hidden    hidden        yes
      unpin                | hidden   hidden    hidden        same
      join                 | hidden   hidden    hidden        same
      leave                | hidden   hidden    hidden        no
      invite stranger      | hidden   hidden    hidden        no
      invite co-member     | hidden   hidden    hidden        no
      kick oneself         | hidden   hidden    hidden        no
      kick co-member       | hidden   hidden    hidden        no
      ban co-member        | hidden   hidden    hidden        no
      unban co-member      | hidden   hidden    hidden        no
      mute co-member       | hidden   hidden    hidden        no
      unmute co-member     | hidden   hidden    hidden        no
      make-owner oneself   | hidden   hidden    hidden        no
      make-owner co-member | hidden   hidden    hidden        no
      """;

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void allRightsAreThoseOfTheTables(
      RoomKind kind, String what, List<String> people, List<String> expected) {
    assertThat(people)
        .map(name -> decision(kind, what, RoomFixture.named(name)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
            rows(RoomKind.LOBBY, LOBBY),
            rows(RoomKind.PUBLIC, PUBLIC),
            rows(RoomKind.PRIVATE, PRIVATE),
            rows(RoomKind.DIRECT, DIRECT))
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> rows(RoomKind kind, String table) {
    List<String> people = cells(table.lines().findFirst().orElseThrow());
    return table
        .lines()
        .skip(1)
        .map(row -> {
          String what = row.substring(0, row.indexOf('|')).strip();
          return Arguments.of(kind, what, people, cells(row));
        });
  }

  private static List<String> cells(String row) {
    return Arrays.asList(row.substring(row.indexOf('|') + 1).strip().split(" +", -1));
  }

  /// A decision as the tables write it.
  private static String decision(RoomKind kind, String what, Author author) {
    List<String> words = Arrays.asList(what.split(" ", -1));
    Author writer = words.getLast().equals("one's-own") ? author : CO_MEMBER;
    Known known = RoomFixture.known(command(words, author), RoomFixture.messageBy(writer));
    return switch (RoomFixture.decide(RoomFixture.of(kind), known)) {
      case Decision.Accepted _ -> "yes";
      case Decision.Unchanged _ -> "same";
      case Decision.Rejected(Rejection reason, _, _) ->
          switch (reason) {
            case NOT_ALLOWED, NOT_THE_AUTHOR -> "no";
            case NOT_A_MEMBER -> "not-in";
            case MUTED -> "muted";
            case BANNED -> "banned";
            case NO_SUCH_ROOM -> "hidden";
            case NO_SUCH_MEMBER -> "absent";
            case ACCOUNT_NEEDED, CONCERNS_GUEST -> "guest";
            default -> throw new AssertionError(what + ": " + reason);
          };
      case Decision.Repeated _ -> throw new AssertionError(what);
    };
  }

  private static Command command(List<String> words, Author author) {
    return switch (words.getFirst()) {
      case "post" -> new Command.Post(author, UUID.randomUUID(), "hi");
      case "edit" -> new Command.Edit(author, 1, "ho", List.of());
      case "delete" -> new Command.Delete(author, 1);
      case "react" -> new Command.React(author, 1, "👍", true);
      case "take-back" -> new Command.React(author, 1, "👍", false);
      case "create" -> new Command.Create(author, RoomKind.PUBLIC, RoomFixture.name("Other"), "");
      case "open-direct" -> new Command.OpenDirect(author, STRANGER.person());
      case "rename" -> new Command.Rename(author, RoomFixture.name("Other"));
      case "pin" -> new Command.Pin(author, 1);
      case "unpin" -> new Command.Unpin(author, 1);
      case "topic" -> new Command.ChangeTopic(author, "of that");
      case "retention" -> new Command.SetRetention(author, new RetentionRule(0, 100));
      case "slow-mode" -> new Command.SetSlowMode(author, 30_000);
      case "join" -> new Command.Join(author);
      case "leave" -> new Command.Leave(author);
      case "invite" -> new Command.Invite(author, person(words, author));
      case "kick" -> new Command.Kick(author, person(words, author));
      case "ban" -> new Command.Ban(author, person(words, author));
      case "unban" -> new Command.Unban(author, person(words, author));
      case "mute" -> new Command.Mute(author, person(words, author));
      case "unmute" -> new Command.Unmute(author, person(words, author));
      case "make-owner" -> new Command.SetRole(author, person(words, author), Role.OWNER);
      case "make-member" -> new Command.SetRole(author, person(words, author), Role.MEMBER);
      default -> throw new IllegalArgumentException("command: " + words);
    };
  }

  private static Person person(List<String> words, Author author) {
    String name = words.getLast();
    return (name.equals("oneself") ? author : RoomFixture.named(name)).person();
  }
}
