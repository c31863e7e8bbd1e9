package io.platen.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.live.LiveMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveCodecTest {
  private static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final Instant AT = Instant.parse("2026-11-26T08:00:00.250Z");

  static Stream<LiveMessage> messages() {
    return Stream.of(
        new LiveMessage.Hello(ID, 0, null),
        new LiveMessage.Hello(ID, 17, "acme 2.4.1"),
        new LiveMessage.Welcome(AT, Duration.ofSeconds(30), Duration.ofSeconds(90)),
        new LiveMessage.Cancel(ID),
        new LiveMessage.Taken(ID, 3),
        new LiveMessage.Envelope(ID, 3, new LiveMessage.SignedBytes(new byte[] {0x30, 0})),
        new LiveMessage.Bye("inactive"),
        new CommandResult(
            ID, ID, 1, Stage.RECEIVED, null, null, null, null, List.of(), List.of(), AT),
        new CommandResult(
            ID,
            ID,
            2,
            Stage.FAILED,
            "unreachable",
            "10.8.2.40 did not answer",
            3L,
            10L,
            List.of(
                new WalkedObject("1.3.6.1.2.1.1.1.0", "octet-string", "a <printer>", null),
                new WalkedObject("1.3.6.1.4.1.1.0", "octet-string", null, 14L)),
            List.of("a line", ""),
            AT));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void reads_back_what_it_wrote(LiveMessage message) throws Exception {
    assertThat(LiveCodec.read(LiveCodec.write(message))).isEqualTo(message);
  }
}
