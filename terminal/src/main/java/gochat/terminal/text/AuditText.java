package gochat.terminal.text;

import gochat.v1.AuditActor;
import gochat.v1.Audited;
import gochat.v1.Event;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Sentences for entries of the audit log. All are safe to show.
final class AuditText {
  private final Texts texts;

  AuditText(Texts texts) {
    this.texts = texts;
  }

  /// @param event has an entry
  String sentence(Event event) {
    Audited entry = event.getAudited();
    List<String> parts = new ArrayList<>();
    parts.add(what(event, entry));
    entry.getDetailsMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(detail -> parts.add(detail(detail.getKey(), detail.getValue())));
    return String.join(" · ", parts);
  }

  private String what(Event event, Audited entry) {
    String action = entry.getAction().name().replace("AUDIT_ACTION_", "");
    String key = "audit." + action.toLowerCase(Locale.ROOT).replace('_', '-');
    String account = entry.hasAccount() ? name(entry.getAccount()) : "";
    return texts.bundle().containsKey(key)
        ? texts.get(key, actor(event, entry), account)
        : texts.get("audit.other", actor(event, entry), account, entry.getActionValue());
  }

  private String actor(Event event, Audited entry) {
    AuditActor actor = entry.getActor();
    return actor == AuditActor.AUDIT_ACTOR_OPERATOR
        ? texts.get("audit.operator")
        : actor == AuditActor.AUDIT_ACTOR_SERVER
            ? texts.get("audit.server")
            : name(event.getAuthor());
  }

  /// The name of a deleted account is empty.
  private String name(User user) {
    return user.getName().isEmpty()
        ? texts.get("audit.deleted", VisibleText.name(user.getId()))
        : VisibleText.name(user.getName());
  }

  /// Details of a newer server, and free values, stand for themselves.
  private String detail(String name, String value) {
    String nameKey = key("audit.detail", name);
    String valueKey = key("audit.value", name, value);
    return texts.get(
        "audit.detail",
        texts.bundle().containsKey(nameKey) ? texts.get(nameKey) : VisibleText.name(name),
        texts.bundle().containsKey(valueKey) ? texts.get(valueKey) : VisibleText.sentence(value));
  }

  private static String key(String... words) {
    return String.join("-", words).replace('_', '-');
  }
}
