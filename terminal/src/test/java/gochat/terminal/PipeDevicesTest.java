package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.CommandRun.Result;
import gochat.v1.SignInRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The devices of an account on the command line.
class PipeDevicesTest extends PipeCommands {
  /// Signs in elsewhere.
  ///
  /// @return the id of the session
  private String signInOn(String device, String name) {
    return server
        .endpoint()
        .signIn(
            SignInRequest.newBuilder()
                .setName(name)
                .setPassword("correct horse")
                .setLabel(device)
                .build())
        .getSessionId();
  }

  /// The names of the devices.
  private List<String> devices() {
    return run("devices").lines().stream().map(line -> line.split("\t", -1)[1]).toList();
  }

  @Test
  void theDevicesAreListedInTheOrderOfTheirSignIns() {
    register("jana");
    String phone = signInOn("phone\u001b[2J", "jana");

    List<String> lines = run("devices").lines();

    assertThat(lines).hasSize(2);
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d";
    assertThat(lines.getFirst())
        .matches("1\t.+\t127\\.0\\.0\\.1\t" + time + "\t" + time + "\tthis device");
    assertThat(lines.getLast())
        .matches("2\tphone.+\t127\\.0\\.0\\.1\t" + time + "\t" + time + "\t-");
    assertThat(lines.getLast()).doesNotContain("\u001b");
    assertThat(run("devices", "--json").lines().getLast())
        .contains("\"sessionId\":\"" + phone + "\"");
  }

  @Test
  void aDeviceIsEndedByItsNumberOrItsId() {
    register("karl");
    signInOn("phone", "karl");
    String tablet = signInOn("tablet", "karl");

    Result ended = run("devices", "end", "2");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("Ended the session of phone, signed in ");
    assertThat(devices()).hasSize(2).endsWith("tablet");
    assertThat(run("devices", "end", tablet).exitCode()).isZero();
    assertThat(devices()).hasSize(1);
    Result again = run("devices", "end", tablet);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).startsWith("You have no session " + tablet).hasLineCount(1);
  }

  @Test
  void allOtherDevicesAreEndedAtOnce() {
    register("lena");
    signInOn("phone", "lena");
    signInOn("tablet", "lena");

    assertThat(run("devices", "end", "others").lines()).hasSize(2);

    assertThat(devices()).hasSize(1);
    assertThat(run("devices", "end", "others")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void wrongUsageAndAMissingSignInAreTold() {
    Result guest = run("devices");
    assertThat(guest.exitCode()).isEqualTo(4);
    assertThat(guest.err()).isEqualTo("No account is signed in at " + server.address() + ".\n");

    register("mona");
    assertThat(run("devices", "stop").exitCode()).isEqualTo(2);
    assertThat(run("devices", "end").err()).startsWith("There is nothing to end (expected: ");
    Result own = run("devices", "end", "1");
    assertThat(own.exitCode()).isEqualTo(2);
    assertThat(own.err())
        .isEqualTo("This is the session of this command: \"client logout\" ends it.\n");
    assertThat(devices()).hasSize(1);
  }
}
