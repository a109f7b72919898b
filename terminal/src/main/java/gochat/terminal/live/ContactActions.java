package gochat.terminal.live;

import gochat.client.v1.Contacts;
import gochat.terminal.text.AudienceText;
import gochat.terminal.text.VisibleText;
import gochat.v1.Audience;
import gochat.v1.Privacy;
import gochat.v1.User;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The commands about the users who may reach this user.
final class ContactActions {
  private static final String MESSAGES = "messages";
  private static final String INVITATIONS = "invitations";

  private final ChatView view;
  private final AccountActions account;

  ContactActions(ChatView view, AccountActions account) {
    this.view = view;
    this.account = account;
  }

  /// @param name empty: lists the blocked users
  void block(String name) {
    if (name.isEmpty()) {
      ask(Contacts::blocked, this::show);
    } else {
      ask(
          contacts -> contacts.block(name),
          user -> view.notice("blocked", VisibleText.name(user.getName())));
    }
  }

  private void show(List<User> blocked) {
    if (blocked.isEmpty()) {
      view.notice("blocked.none");
      return;
    }
    StringBuilder lines = new StringBuilder(view.text("blocked.title", blocked.size()));
    blocked.forEach(user -> lines.append("\n  ").append(VisibleText.name(user.getName())));
    view.say(lines.toString());
  }

  void unblock(String name) {
    ask(
        contacts -> {
          contacts.unblock(name);
          return name;
        },
        unblocked -> view.notice("unblocked", VisibleText.name(unblocked)));
  }

  /// @param what empty: shows the privacy
  void privacy(String what, String word) {
    Optional<Audience> audience = AudienceText.of(word);
    if (what.isEmpty()) {
      ask(Contacts::privacy, this::show);
    } else if (audience.isPresent() && what.equals(MESSAGES)) {
      ask(contacts -> contacts.privacy(audience.get(), Audience.AUDIENCE_UNSPECIFIED), this::show);
    } else if (audience.isPresent() && what.equals(INVITATIONS)) {
      ask(contacts -> contacts.privacy(Audience.AUDIENCE_UNSPECIFIED, audience.get()), this::show);
    } else {
      view.notice("privacy.usage");
    }
  }

  private void show(Privacy privacy) {
    view.notice(
        "privacy",
        AudienceText.word(privacy.getMessages()),
        AudienceText.word(privacy.getInvitations()));
  }

  private <T> void ask(Function<Contacts, T> call, Consumer<T> answered) {
    view.connection()
        .callServer(server -> call.apply(server.contacts(account.token())), answered, view::failed);
  }
}
