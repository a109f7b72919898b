package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.terminal.text.ConnectionErrorText;

/// Says on standard error when the server goes away and when it is back.
final class Connectedness implements Chat.Listener {
  private final Errand errand;
  private final ConnectionErrorText connectionErrors;

  Connectedness(Errand errand) {
    this.errand = errand;
    connectionErrors = new ConnectionErrorText(errand.setup().texts());
  }

  @Override
  public void on(Chat chat, ChatEvent event) {
    switch (event) {
      case ChatEvent.Disconnected(var trouble) ->
          errand.notice("connection.lost", connectionErrors.reason(trouble));
      case ChatEvent.Connected _ -> errand.notice("connection.back");
      default -> {
        // Not about the connection.
      }
    }
  }
}
