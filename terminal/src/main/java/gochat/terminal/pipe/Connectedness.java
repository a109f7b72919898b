package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.terminal.text.Troubles;

/// Says on standard error when the server goes away and when it is back.
final class Connectedness implements Chat.Listener {
  private final Errand errand;
  private final Troubles troubles;

  Connectedness(Errand errand) {
    this.errand = errand;
    troubles = new Troubles(errand.setup().texts());
  }

  @Override
  public void on(Chat chat, ChatEvent event) {
    switch (event) {
      case ChatEvent.Disconnected(var trouble) ->
          errand.notice("connection.lost", troubles.reason(trouble));
      case ChatEvent.Connected _ -> errand.notice("connection.back");
      default -> {
        // Not about the connection.
      }
    }
  }
}
