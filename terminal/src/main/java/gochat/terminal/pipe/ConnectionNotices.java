package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.terminal.text.ConnectionErrorText;

/// Reports on standard error that the connection was lost or restored.
final class ConnectionNotices implements Chat.Listener {
  private final CommandContext context;
  private final ConnectionErrorText connectionErrors;

  ConnectionNotices(CommandContext context) {
    this.context = context;
    connectionErrors = new ConnectionErrorText(context.setup().texts());
  }

  @Override
  public void on(Chat chat, ChatEvent event) {
    switch (event) {
      case ChatEvent.Disconnected(var problem) ->
          context.notice("connection.lost", connectionErrors.reason(problem));
      case ChatEvent.Connected _ -> context.notice("connection.back");
      default -> {
        // Other events are not about the connection.
      }
    }
  }
}
