package io.platen.device.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.UploadOutcome;
import io.platen.device.testing.TestStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the last report is written down: a disk wears. */
class LastSentTest {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final UUID EPOCH = new UUID(2, 2);
  private static final URI FIRST = URI.create("https://update1.example");
  private static final URI SECOND = URI.create("https://update2.example");
  private static final byte[] BODY = Gzip.pack(new byte[] {1});
  private static final UploadOutcome AWAY = away("no connection");

  private final TestStorage storage = new TestStorage();
  private LastSent lastSent;
  private int written;

  @BeforeEach
  void open() throws Exception {
    lastSent = new LastSent(storage, LocalKey.load(storage, new SecureRandom()));
    written = storage.operations();
  }

  private static UploadOutcome away(String why) {
    return new UploadOutcome.RetryLater(
        new LinkFailure(FIRST, LinkFailure.Kind.TIMED_OUT, why, "look"), Optional.empty());
  }

  private static Waiting report(long sequence) {
    return new Waiting(
        EPOCH,
        sequence,
        Entry.parse(ByteBuffer.allocate(16 + BODY.length).put(16, BODY).array()),
        Optional.empty());
  }

  private void sends(long sequence, URI host, Duration later, UploadOutcome outcome) {
    lastSent.sending(report(sequence), host, START.plus(later));
    lastSent.answered(report(sequence), host, START.plus(later), outcome);
  }

  private Instant at() throws IOException {
    return LastSent.read(storage).orElseThrow().at();
  }

  private int writes() {
    int all = storage.operations() - written;
    written = storage.operations();
    return all;
  }

  @Test
  void further_tries_that_bring_nothing_new_write_nothing() throws Exception {
    // given
    sends(1, FIRST, Duration.ZERO, AWAY);
    assertThat(writes()).isEqualTo(2);

    // when
    for (int hour = 1; hour <= 100; hour++) {
      sends(1, FIRST, Duration.ofHours(hour), AWAY);
    }

    // then
    assertThat(writes()).isZero();
    assertThat(at()).isEqualTo(START);
  }

  @Test
  void another_answer_another_host_and_another_report_are_written_down() {
    // given
    sends(1, FIRST, Duration.ZERO, AWAY);
    writes();

    // then
    sends(1, FIRST, Duration.ofHours(1), away("TLS failed"));
    assertThat(writes()).isEqualTo(1);
    sends(1, SECOND, Duration.ofHours(2), AWAY);
    assertThat(writes()).isEqualTo(2);
    sends(2, SECOND, Duration.ofHours(3), AWAY);
    assertThat(writes()).isEqualTo(2);
  }

  @Test
  void a_process_that_starts_anew_writes_once_more() throws Exception {
    // given
    sends(1, FIRST, Duration.ZERO, AWAY);
    LastSent next = new LastSent(storage, LocalKey.load(storage, new SecureRandom()));
    writes();

    // when
    next.sending(report(1), FIRST, START.plusSeconds(60));

    // then
    assertThat(writes()).isEqualTo(1);
    assertThat(at()).isEqualTo(START.plusSeconds(60));
  }
}
