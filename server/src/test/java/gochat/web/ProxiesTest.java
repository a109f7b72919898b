package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import gochat.api.Origin;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The client behind the proxies.
class ProxiesTest {
  private final Proxies proxies = new Proxies(NetworkList.parse("127.0.0.1, 10.0.0.0/8, fd00::/8"));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "x-forwarded-for | 192.0.2.7 | 192.0.2.7",
        // A value of the client itself stands before those that the proxies added.
        "x-forwarded-for | 203.0.113.9, 192.0.2.7 | 192.0.2.7",
        "x-forwarded-for | 192.0.2.7, 10.1.2.3, 127.0.0.1 | 192.0.2.7",
        "x-forwarded-for | 10.1.2.3 | 10.1.2.3",
        "x-forwarded-for | 192.0.2.7:4711 | 192.0.2.7",
        "x-forwarded-for | 2001:db8::7 | 2001:db8::7",
        "x-forwarded-for | [2001:db8::7]:4711 | 2001:db8::7",
        "x-forwarded-for | ::ffff:192.0.2.7 | 192.0.2.7",
        "x-forwarded-for | 192.0.2.7, unknown, 10.1.2.3 | 10.1.2.3",
        "x-forwarded-for | nonsense | 127.0.0.1",
        "x-forwarded-for |  | 127.0.0.1",
        "forwarded | for=192.0.2.7 | 192.0.2.7",
        "forwarded | For=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1 | 2001:db8::7",
        "forwarded | for=203.0.113.9, for=192.0.2.7;proto=http, for=10.0.0.1 | 192.0.2.7",
        "forwarded | for=_hidden | 127.0.0.1"
      })
  void theLastAddressThatIsNoTrustedProxyIsTheClients(
      String name, @Nullable String value, String client) throws Exception {
    Origin.Forwarded found = behind("127.0.0.1", name, value == null ? "" : value);

    assertThat(found).isNotNull();
    assertThat(found.address()).isEqualTo(InetAddress.getByName(client));
  }

  @Test
  void headersOfAnUntrustedProxyAreIgnored() throws Exception {
    assertThat(behind("192.0.2.7", "x-forwarded-for", "203.0.113.9")).isNull();
    assertThat(behind("127.0.0.2", "x-forwarded-for", "203.0.113.9")).isNull();
  }

  @Test
  void theProxyTellsWhetherTheClientUsedTls() throws Exception {
    InetAddress proxy = InetAddress.getLoopbackAddress();
    InetAddress client = InetAddress.getByName("192.0.2.7");
    assertThat(behind("127.0.0.1", "x-forwarded-proto", "https"))
        .isEqualTo(new Origin.Forwarded(proxy, false));
    assertThat(behind("127.0.0.1", "forwarded", "for=192.0.2.7;proto=https"))
        .isEqualTo(new Origin.Forwarded(client, true));
    RequestHeaders headers =
        RequestHeaders.builder(HttpMethod.GET, "/")
            .add("x-forwarded-for", "192.0.2.7")
            .add("x-forwarded-proto", "https")
            .build();
    assertThat(proxies.behind(proxy, headers::getAll))
        .isEqualTo(new Origin.Forwarded(client, true));
  }

  private Origin.@Nullable Forwarded behind(String remote, String name, String value)
      throws Exception {
    RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, "/").add(name, value);
    return proxies.behind(InetAddress.getByName(remote), headers.build()::getAll);
  }
}
