package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.ConnectionCounts;
import gochat.limit.CallLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The bounds of open calls, for the server, an address and a connection.
class OpenCallsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
  private static final InetAddress EXEMPT = InetAddress.ofLiteral("10.0.0.1");
  private static final InetAddress PROXY = InetAddress.ofLiteral("10.9.9.9");

  private final OpenCalls calls =
      new OpenCalls(
          Limits.STANDARD
              .with(CallLimit.OPEN, 1_000)
              .with(CallLimit.PER_ADDRESS, 200)
              .with(CallLimit.PER_CONNECTION, 7),
          new ConnectionCounts(Limits.STANDARD, NetworkList.parse("10.0.0.0/8")),
          new Proxies(NetworkList.parse("10.9.9.9")));

  private OpenCalls.Part connection(InetAddress from) {
    return calls.part(from);
  }

  /// Opens calls until one is refused.
  private static List<OpenCalls.Call> fill(OpenCalls.Part connection, String client) {
    List<OpenCalls.Call> opened = new ArrayList<>();
    OpenCalls.Call call;
    while ((call = open(connection, client)) != null) {
      opened.add(call);
    }
    return opened;
  }

  private static OpenCalls.@Nullable Call open(OpenCalls.Part connection, String client) {
    return connection.open(
        name -> name.toString().equals("x-forwarded-for") ? List.of(client) : List.of());
  }

  private int fillAll(InetAddress from) {
    int opened = 0;
    int more;
    do {
      more = fill(connection(from), "").size();
      opened += more;
    } while (more > 0);
    return opened;
  }

  @Test
  void theCallsOfAConnectionAreBoundedByItsStreams() {
    assertThat(fill(connection(HERE), "")).hasSize(100);
  }

  @Test
  @Holds("call.per-address-max")
  void theCallsOfAnAddressAreBoundedAndOthersAreServed() {
    assertThat(fillAll(HERE)).isEqualTo(200);
    assertThat(open(connection(THERE), "")).isNotNull();
  }

  @Test
  @Holds("call.per-connection-max")
  void aConnectionHasAFewWhileMoreThanHalfOfThoseOfItsAddressAreOpen() {
    assertThat(fill(connection(HERE), "")).hasSize(100);
    assertThat(fill(connection(HERE), "")).hasSize(7);
    assertThat(fill(connection(HERE), "")).hasSize(7);
    assertThat(fill(connection(THERE), "")).hasSize(100);
  }

  @Test
  @Holds("call.max")
  void theCallsOfTheServerAreBounded() {
    assertThat(fillAll(EXEMPT)).isEqualTo(1_000);
    assertThat(open(connection(HERE), "")).isNull();
  }

  @Test
  void anAddressLeavesAsManyAsItHas() {
    for (int i = 0; i < 9; i++) {
      fill(connection(EXEMPT), "");
    }
    // Of a hundred.
    assertThat(fillAll(HERE)).isEqualTo(50);
    assertThat(fillAll(THERE)).isEqualTo(25);
  }

  @Test
  void theClientsOfAProxyCountAndTheProxyDoesNot() {
    OpenCalls.Part proxy = connection(PROXY);
    assertThat(fill(proxy, "192.0.2.1")).hasSize(100);
    assertThat(fill(connection(PROXY), "192.0.2.1")).hasSize(100);
    assertThat(open(connection(PROXY), "192.0.2.1")).isNull();

    assertThat(open(connection(PROXY), "192.0.2.2")).isNotNull();
    assertThat(open(connection(HERE), "")).isNull();
  }

  @Test
  void aCallThatHasEndedMakesRoomForOneOther() {
    OpenCalls.Part connection = connection(HERE);
    List<OpenCalls.Call> opened = fill(connection, "");
    opened.getFirst().end();
    opened.getFirst().end();

    assertThat(open(connection, "")).isNotNull();
    assertThat(open(connection, "")).isNull();

    opened.forEach(OpenCalls.Call::end);
    assertThat(fill(connection(HERE), "")).hasSize(100);
  }

  @Test
  void aClosedConnectionHasNoOpenCalls() {
    OpenCalls.Part first = connection(HERE);
    List<OpenCalls.Call> opened = fill(first, "");
    fill(connection(HERE), "");
    first.end();
    opened.forEach(OpenCalls.Call::end);

    assertThat(fill(connection(HERE), "")).hasSize(94);
  }
}
