package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_CMD_030;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.CommandHandler.Outcome;
import io.platen.device.command.Hands;
import io.platen.device.command.WaitingPiece;
import io.platen.device.identity.LocalKey;
import io.platen.device.port.Keys;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.protocol.seal.KeyId;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.BoundedGzip;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of commands waits on the device sealed for the server. */
class SealedResultsTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final UUID COMMAND = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d04");
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  private final SecureRandom random = new SecureRandom();
  private final TestAuthority.Issued own = AUTHORITY.device(DEVICE);
  private final TestAuthority.Issued server = AUTHORITY.sealing("platen-test");
  private final Keys keys =
      () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
  private DeviceStore store;
  private Seals seals;
  private CommandDesk desk;

  @BeforeEach
  void open() throws Exception {
    TestStorage storage = new TestStorage();
    store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
    seals = new Seals(store, keys, random);
    VirtualTime time = new VirtualTime(START);
    desk =
        new CommandDesk(
            DEVICE,
            keys,
            store,
            seals::document,
            time,
            time,
            Hands.inTurn(Map.of("read", (command, progress) -> Outcome.done("read"))),
            problem -> {});
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void hear() throws Exception {
    OrderSigner signer =
        OrderSigner.issue(AUTHORITY.certificate(), AUTHORITY.key(), START, Duration.ofDays(1));
    Command command =
        new Command(COMMAND, DEVICE, 1, "read", START, START.plusSeconds(60), Map.of());
    byte[] file = signer.sign(CommandCheck.ROLE, CommandCodec.write(command));
    desk.heard(
        new LiveMessage.Commands(
            List.of(signer.certificate()), List.of(new LiveMessage.SignedBytes(file))));
  }

  private void adopt() throws Exception {
    assertThat(seals.adopt(new SyncDocument.Sealing(false, List.of(server.certificate()))))
        .isEmpty();
  }

  /** As a server does. */
  private CommandResult opened(WaitingPiece piece) throws Exception {
    LiveMessage.Envelope envelope = (LiveMessage.Envelope) piece.document();
    KeyId id = KeyId.of(server.certificate());
    Opener.Opened opened =
        new Opener(
                SealingCertificate.audience(server.certificate()),
                asked -> asked.equals(id) ? Optional.of(server.key()) : Optional.empty())
            .open(envelope.content().bytes(), DEVICE, asked -> Optional.of(own.certificate()));
    assertThat(opened.header().type()).isEqualTo("result");
    assertThat(opened.header().epoch()).isEqualTo(envelope.command());
    assertThat(opened.header().sequence()).isEqualTo(envelope.number());
    return (CommandResult) LiveCodec.read(BoundedGzip.inflate(opened.packed(), 1 << 20));
  }

  private List<String> stored() throws Exception {
    List<String> stored = new ArrayList<>();
    for (String name : store.names()) {
      if (name.startsWith("command-piece/")) {
        stored.add(
            new String(store.find(name).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return stored;
  }

  @Test
  @Verifies(positive = PLT_CMD_030, negative = PLT_CMD_030)
  void seals_each_piece_before_it_is_stored() throws Exception {
    // given
    adopt();

    // when
    hear();

    // then
    assertThat(stored()).hasSize(1).allMatch(each -> each.contains("envelope"));
    assertThat(stored()).noneMatch(each -> each.contains("stage="));
    WaitingPiece waiting = desk.waiting().get(0);
    assertThat(waiting.command()).isEqualTo(COMMAND);
    assertThat(waiting.number()).isEqualTo(1);
    assertThat(opened(waiting).stage()).isEqualTo(Stage.RECEIVED);
  }

  @Test
  void seals_what_was_stored_before_there_was_a_key_to_seal_for() throws Exception {
    // given
    hear();
    boolean open = desk.waiting().get(0).document() instanceof CommandResult;

    // when
    adopt();

    // then
    assertThat(open).isTrue();
    assertThat(opened(desk.waiting().get(0)).stage()).isEqualTo(Stage.RECEIVED);
    assertThat(stored()).noneMatch(each -> each.contains("stage="));
  }

  @Test
  void lets_go_what_the_server_has() throws Exception {
    // given
    adopt();
    hear();

    // when
    desk.taken(new LiveMessage.Taken(COMMAND, 1));

    // then
    assertThat(desk.waiting()).isEmpty();
  }
}
