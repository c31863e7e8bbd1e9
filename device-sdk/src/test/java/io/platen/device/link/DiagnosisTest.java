package io.platen.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.link.LinkFailure.Kind;
import jakarta.ws.rs.ProcessingException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What systems say of a way that is not there. */
class DiagnosisTest {
  private static final URI HOST = URI.create("https://download.example");

  static Stream<Arguments> said() {
    return Stream.of(
        Arguments.of(new SocketException("Network is unreachable"), Kind.NO_WAY_OUT),
        Arguments.of(new ConnectException("Network is unreachable"), Kind.NO_WAY_OUT),
        Arguments.of(new SocketException("Network is down"), Kind.NO_WAY_OUT),
        Arguments.of(new BindException("Cannot assign requested address"), Kind.NO_WAY_OUT),
        Arguments.of(new ConnectException("Connection refused"), Kind.NOT_REACHABLE),
        Arguments.of(new NoRouteToHostException("No route to host"), Kind.NOT_REACHABLE),
        Arguments.of(new SocketException("Connection reset"), Kind.BROKEN_OFF));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("said")
  void tells_a_device_without_a_way_from_a_server_that_is_not_there(Exception thrown, Kind kind) {
    // when
    LinkFailure failure =
        Diagnosis.of(
            HOST,
            new ProcessingException(thrown),
            Optional.empty(),
            null,
            new HostsSeen(List.of()));

    // then
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
