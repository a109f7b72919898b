package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.client.v1.Peer;
import gochat.v1.SendTypingRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws the picture in the README from a real session; `terminal/picture` runs it.
@Tag("picture")
class PictureTest {
  private static final int COLUMNS = 112;
  private static final int ROWS = 24;

  @TempDir Path directory;

  @Test
  void aConversationLooksLikeThis() throws Exception {
    Tmux.assumeInstalled();
    Path picture = Path.of(System.getProperty("gochat.picture")).toAbsolutePath();
    Files.createDirectories(directory.resolve("config/gochat"));
    Files.writeString(directory.resolve("config/gochat/client.toml"), "theme = \"dark\"\n");
    try (RealServer server = RealServer.start();
        Peer ada = new Peer(server.address(), "ada");
        Peer yusuf = new Peer(server.address(), "yusuf");
        Peer mei = new Peer(server.address(), "美玲");
        Tmux grace =
            new Tmux(
                directory,
                COLUMNS,
                ROWS,
                Map.of(),
                Checkout.clientCommand("-server", server.address().toString()))) {
      String release = ada.createRoom("release", "GoChat 1.0 ships on Friday 🚀");
      String lounge = yusuf.createRoom("lounge", "");
      String design = mei.createRoom("设计", "");
      for (Peer peer : new Peer[] {ada, yusuf, mei}) {
        peer.join(release);
        peer.join(lounge);
        peer.join(design);
      }
      grace.awaitText("Your name:");
      grace.enter("/register grace");
      grace.awaitText("New password");
      grace.enter(Peer.PASSWORD);
      grace.awaitText("Once more");
      grace.enter(Peer.PASSWORD);
      grace.awaitText("Connected to");
      for (String room : new String[] {"#lounge", "#设计", "#release"}) {
        grace.enter("/join " + room);
        grace.awaitText(" " + room + "  ");
      }
      converse(grace, ada, yusuf, mei, release);
      elsewhere(grace, yusuf, mei, lounge, design);
      mei.requests().sendTyping(SendTypingRequest.newBuilder().setRoom(release).build()).join();
      grace.awaitText("is typing");
      Files.createDirectories(picture.getParent());
      Files.writeString(picture, ScreenPicture.of(grace.colouredScreen(), COLUMNS, "bin/client"));
      assertThat(picture).isNotEmptyFile();
    }
  }

  private static void converse(Tmux grace, Peer ada, Peer yusuf, Peer mei, String release)
      throws Exception {
    ada.say(release, "Morning! The ten thousandth connection stayed up all night.");
    yusuf.say(release, "and the slow ones? I throttled forty of them to a crawl");
    ada.say(release, "They caught up from the log, in order, nothing lost.");
    grace.awaitText("nothing lost");
    grace.enter("/react 🎉");
    grace.awaitText("🎉 1");
    long question = mei.say(release, "中文文档今天校对完了，请大家看一下 docs/");
    yusuf.reply(release, question, "读起来很顺，谢谢！");
    grace.awaitText("读起来很顺");
    grace.enter("Release notes are in the branch. Last call for changes:");
    grace.awaitText("Last call");
    grace.paste(
        "- survives kill -9, a thousand times over\n- one file, one process, no database to run");
    grace.awaitText("no database to run");
    grace.key("Enter");
    grace.awaitText("grace │ - survives");
    long notes = ada.say(release, "@grace add that the terminal client never loses a draft");
    mei.react(release, notes, "👍");
    yusuf.react(release, notes, "👍");
    grace.awaitText("👍 2");
    yusuf.say(release, "/me pulls the network cable to be sure");
    grace.awaitText("network cable");
  }

  private static void elsewhere(Tmux grace, Peer yusuf, Peer mei, String lounge, String design)
      throws Exception {
    yusuf.say(lounge, "lunch at twelve?");
    yusuf.say(lounge, "noodles again");
    mei.say(design, "@grace 新图标怎么样？");
    yusuf.chat().sendDirect("grace", "psst: the cake is for Ada").join();
    grace.awaitText("@yusuf");
    grace.type("It survived my cat walking over the keyboard, so yes");
    grace.awaitText("so yes");
  }
}
