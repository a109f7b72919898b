package gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkListTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "127.0.0.0/8; 127.255.0.1; true",
        "127.0.0.0/8; 128.0.0.1; false",
        "127.0.0.0/8; ::1; false",
        "10.1.2.0/23; 10.1.3.255; true",
        "10.1.2.0/23; 10.1.4.0; false",
        "192.0.2.7; 192.0.2.7; true",
        "192.0.2.7; 192.0.2.8; false",
        "192.0.2.7,2001:db8::/32; 2001:db8:ffff::1; true",
        "0.0.0.0/0; 203.0.113.1; true",
        "::/0 , 10.0.0.0/8; 10.0.0.1; true",
        "''; 127.0.0.1; false",
      })
  void aNetworkContainsItsAddresses(String networks, String address, boolean isIn) {
    assertThat(NetworkList.parse(networks).contains(InetAddress.ofLiteral(address)))
        .isEqualTo(isIn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "1.2.3.4/x", "1.2.3.4,", ","})
  void malformedNetworksAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkList.parse(text));
  }

  @Test
  void itIsWrittenAsItIsRead() {
    NetworkList list = NetworkList.parse("10.0.0.0/8, ::1");

    assertThat(NetworkList.parse(list.toString())).isEqualTo(list);
  }

  @Test
  void all64BitsOfAnIpv6NetworkAreOneAddress() {
    assertThat(network("2001:db8::1")).isEqualTo(network("2001:db8::ffff:0:0:2"));
    assertThat(network("2001:db8::1")).isNotEqualTo(network("2001:db8:0:1::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1"));
  }

  private static Network network(String address) {
    return Network.of(InetAddress.ofLiteral(address));
  }
}
