package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.AuditAction;
import gochat.v1.AuditActor;
import gochat.v1.Audited;
import gochat.v1.Event;
import gochat.v1.User;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTextTest {
  private static final String ID = "123e4567-e89b-42d3-a456-426614174000";

  private static Event entry(AuditActor actor, AuditAction action, String author, User account) {
    return Event.newBuilder()
        .setAuthor(User.newBuilder().setId(ID).setName(author))
        .setAudited(
            Audited.newBuilder()
                .setActor(actor)
                .setAction(action)
                .setAccount(account)
                .putDetails("uses", "3")
                .putDetails("of_a_newer_server", "x"))
        .build();
  }

  private static String sentence(Event event, Locale locale) {
    return new EventText(new Texts(locale)).sentence(event, "");
  }

  @Test
  void anEntryIsASentenceWithItsDetails() {
    User alice = User.newBuilder().setId(ID).setName("Alice").build();
    Event event =
        entry(
            AuditActor.AUDIT_ACTOR_ACCOUNT,
            AuditAction.AUDIT_ACTION_ACCOUNT_DISABLED,
            "root",
            alice);

    assertThat(sentence(event, Locale.ENGLISH))
        .isEqualTo("root disabled the account Alice · of_a_newer_server: x · uses: 3");
    assertThat(sentence(event, Locale.CHINESE))
        .isEqualTo("root 停用了账号 Alice · of_a_newer_server：x · 可用次数：3");
  }

  @Test
  void aDeletedAccountIsNamedByItsId() {
    User gone = User.newBuilder().setId(ID).build();
    Event event =
        entry(AuditActor.AUDIT_ACTOR_OPERATOR, AuditAction.AUDIT_ACTION_SESSIONS_ENDED, "", gone);

    assertThat(sentence(event, Locale.ENGLISH))
        .startsWith("The operator signed a deleted account (" + ID + ") out everywhere");
  }

  @ParameterizedTest
  @CsvSource({
    "admission, admin_code, by: the administrator's code, 方式：管理员代码",
    "admission, open, by: open registration, 方式：开放注册",
    "outcome, refused, outcome: refused, 结果：被拒绝",
    "kind, administrator, kind: administrator, 类型：管理员",
    "role, moderator, role: moderator, 角色：协管员",
    "age, off, age: no limit, 时间：不限",
    "age, 30d, age: 30d, 时间：30d",
    "server_address, off, address of the server: off, 服务器地址：off"
  })
  void aValueFromAListHasATextInBothLanguages(
      String name, String value, String english, String chinese) {
    Event event =
        Event.newBuilder().setAudited(Audited.newBuilder().putDetails(name, value)).build();

    assertThat(sentence(event, Locale.ENGLISH)).endsWith(" · " + english);
    assertThat(sentence(event, Locale.CHINESE)).endsWith(" · " + chinese);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"AUDIT_ACTION_UNSPECIFIED", "UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void eachActionHasASentenceInBothLanguages(AuditAction action) {
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
      Event event = entry(AuditActor.AUDIT_ACTOR_SERVER, action, "", User.getDefaultInstance());

      assertThat(sentence(event, locale))
          .isNotBlank()
          .doesNotContain(new Texts(locale).get("audit.other", "", "", "").split(" ", -1)[1]);
    }
  }
}
