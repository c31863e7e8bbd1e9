package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.sync.Heartbeat;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sync document of the fake server (chapter SYN), and what it gets wrong. */
final class FakeSyncDocument {
  static final String PATH = "/download/v1/sync";
  static final Heartbeat HEARTBEAT =
      new Heartbeat("hb.example", Duration.ofHours(1), new byte[HeartbeatKeys.SECRET_BYTES]);
  private static final String DOCUMENT = "application/vnd.platen+xml";

  private final FakeProfiles profiles;
  private final FakeAssignments assignments;
  private final FakeReports reports;
  private final Optional<Fault> fault;
  private int answers;

  FakeSyncDocument(
      FakeProfiles profiles,
      FakeAssignments assignments,
      FakeReports reports,
      Optional<Fault> fault) {
    this.profiles = profiles;
    this.assignments = assignments;
    this.reports = reports;
    this.fault = fault;
  }

  Answer answer(Incoming asked, String commonName) {
    String query = String.valueOf(asked.uri().getQuery());
    String of =
        has(Fault.SYNCS_WHO_IS_ASKED_FOR) && query.startsWith("device=")
            ? query.substring("device=".length())
            : commonName;
    byte[] document =
        SyncCodec.write(
            new SyncDocument(
                    UUID.fromString(of),
                    null,
                    Policy.DEFAULT,
                    List.of(),
                    List.of(profiles.listed()),
                    reports.told(),
                    assignments.told())
                .beating(HEARTBEAT));
    if (has(Fault.SENDS_BROKEN_SYNC)) {
      String text = new String(document, StandardCharsets.UTF_8);
      document = text.replace("bodyBytes=\"", "bodyBytes=\"-").getBytes(StandardCharsets.UTF_8);
    }
    int digest = has(Fault.GIVES_EACH_ANSWER_A_TAG) ? answers++ : Arrays.hashCode(document);
    String tag = "\"" + Integer.toHexString(digest) + "\"";
    if (has(Fault.GIVES_NO_TAG)) {
      return Answer.of(200, DOCUMENT, document);
    }
    if (tag.equals(asked.headers().getFirst("If-None-Match")) && !has(Fault.SENDS_SYNC_AGAIN)) {
      return new Answer(304, Map.of("ETag", tag), new byte[0]);
    }
    return new Answer(200, Map.of("Content-Type", DOCUMENT, "ETag", tag), document);
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
