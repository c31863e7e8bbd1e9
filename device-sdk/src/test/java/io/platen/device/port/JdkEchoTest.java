package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkEchoTest {
  private final JdkEcho echo = new JdkEcho();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "CapEff:\t000001ffffffffff, true",
    "CapEff:\t0000000000002000, true",
    "CapEff:\t0000000000001fff, false",
    "CapPrm:\t000001ffffffffff, false",
    "CapEff:\tnothing, false"
  })
  void knows_by_its_capabilities_whether_it_may_send_one(String line, boolean permitted) {
    assertThat(JdkEcho.grantsRawSockets(line)).isEqualTo(permitted);
  }

  @Test
  void hears_the_answer_of_loopback_where_it_may_send() throws Exception {
    assumeTrue(echo.isPermitted());
    // when, then
    assertThat(echo.isAnswered(InetAddress.getLoopbackAddress(), Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void sends_none_where_none_can_be_sent() {
    assertThat(Echo.NONE.isPermitted()).isFalse();
    assertThat(Echo.NONE.isAnswered(InetAddress.getLoopbackAddress(), Duration.ofMinutes(1)))
        .isFalse();
  }
}
