package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.CommandRun.Result;
import org.junit.jupiter.api.Test;

/// The privacy of a user and its blocks, on the command line.
class PipePrivacyTest extends PipeCommands {
  @Test
  void blockedUsersAreListedUntilTheyAreUnblocked() {
    server.endpoint().register("mona", "correct horse");
    register("lars");

    assertThat(run("block", "Mona")).isEqualTo(new Result(0, "Blocked mona.\n", ""));
    assertThat(run("block").lines()).containsExactly("mona");
    assertThat(run("block", "--json").lines()).singleElement().asString().contains("\"mona\"");
    assertThat(run("unblock", "mona").out()).isEqualTo("mona is not blocked any more.\n");
    assertThat(run("block").out()).isEmpty();

    Result nobody = run("block", "none");
    assertThat(nobody.exitCode()).isEqualTo(3);
    assertThat(nobody.err()).contains("none").hasLineCount(1);
  }

  @Test
  void thePrivacyIsShownAndChangedOnePartAtATime() {
    register("nora");

    assertThat(run("privacy").lines())
        .containsExactly("messages\teverybody", "invitations\teverybody");
    assertThat(run("privacy", "messages", "shared-room").lines())
        .containsExactly("messages\tshared-room", "invitations\teverybody");
    assertThat(run("privacy", "invitations", "nobody").lines())
        .containsExactly("messages\tshared-room", "invitations\tnobody");
    assertThat(run("privacy", "--json").out()).contains("AUDIENCE_SHARED_ROOM");

    assertThat(run("privacy", "messages").exitCode()).isEqualTo(2);
    Result wrong = run("privacy", "messages", "friends");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("friends", "everybody, shared-room, nobody");
  }
}
