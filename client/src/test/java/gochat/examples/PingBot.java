package gochat.examples;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatEvent.Happened;
import gochat.client.v1.Credential;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.TokenStore;
import java.nio.file.Path;

public final class PingBot {
  public static void main(String... args) throws InterruptedException {
    Endpoint server = Endpoint.plaintext(args[0]);
    Credential account =
        Credential.account("PingBot", args[1], TokenStore.inFile(Path.of("pingbot.tokens")));
    Options options = Options.DEFAULT.withCursors(CursorStore.inFile(Path.of("pingbot.cursors")));
    try (Chat chat = server.open(account, options, PingBot::hear)) {
      System.out.println(chat.awaitEnd().sentence());
    }
  }

  static void hear(Chat chat, ChatEvent event) {
    if (event instanceof Happened(var said, var isOwn)
        && !isOwn
        && said.getMessagePosted().getText().equals("!ping")) {
      chat.answer(said, "pong, " + said.getAuthor().getName()).join();
    }
  }
}
