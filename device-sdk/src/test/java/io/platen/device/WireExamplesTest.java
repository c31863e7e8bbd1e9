package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Keys;
import io.platen.device.testing.Heard;
import io.platen.device.testing.HttpText;
import io.platen.device.testing.RecordingServer;
import io.platen.device.testing.RecordingServer.Request;
import io.platen.device.testing.RecordingServer.Response;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The specification's page of examples is what a device sends, and what it is answered, over real
 * mutual TLS. {@code -Dexamples=write} writes the files of the page anew.
 */
class WireExamplesTest {
  private static final UUID ID = UUID.fromString("0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01");
  private static final Instant START = Instant.parse("2026-11-23T05:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final Path FILES =
      Path.of("../protocol-spec/src/main/resources/io/platen/protocol/examples/wire");
  private static final Path PAGE = Path.of("../protocol-spec/src/main/pages/examples.adoc");
  private static final Pattern SHOWN = Pattern.compile("include::\\{examples}/wire/([^\\[]+)\\[");

  private final VirtualTime time = new VirtualTime(START);
  private final TestPrinters printers = new TestPrinters(time);
  private final Deque<RecordingServer.Script> answers = new ArrayDeque<>();
  private final List<String> recorded = new ArrayList<>();
  private String etag = "\"7c9e66\"";
  private Instant due = START;
  private int cycles;

  @Test
  void the_page_of_examples_shows_what_was_really_sent() throws Exception {
    try (RecordingServer server =
            new RecordingServer(AUTHORITY.server(), AUTHORITY.certificate(), this::answer);
        Device device = device(server)) {
      cycle(device);
      record(server, "01-first-cycle");
      cycle(device);
      record(server, "02-only-what-changed");
      answers.add(request -> null);
      cycle(device);
      record(server, "03-the-answer-is-lost");
      answers.add(request -> problem(BASE_UNKNOWN));
      cycle(device);
      record(server, "04-the-server-lacks-the-base");
      answers.add(request -> problem(BUSY, "Retry-After: 120"));
      cycle(device);
      due = due.plus(Duration.ofMinutes(2));
      time.advance(Duration.between(time.instant(), due));
      device.runOnce();
      record(server, "05-the-server-asks-to-wait");
      answers.add(request -> problem(REUSED));
      cycle(device);
      cycle(device);
      record(server, "06-refused-for-good");
      etag = "";
      cycle(device);
      record(server, "07-the-device-is-not-active");
    }
    assertThat(SHOWN.matcher(Files.readString(PAGE)).results().map(each -> each.group(1)))
        .containsExactlyElementsOf(recorded.stream().map(name -> name + ".http").toList());
  }

  private Device device(RecordingServer server) throws IOException {
    TestAuthority.Issued own = AUTHORITY.device(ID);
    Keys keys = () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
    return Device.open(
        DeviceConfig.builder()
            .device(ID.toString())
            .storage(new TestStorage())
            .keys(keys)
            .updateHosts(server.address())
            .downloadHosts(server.address())
            .finder(printers)
            .reader(printers)
            .software("Example device 1.0")
            .clock(time)
            .zone(ZoneOffset.UTC)
            .scheduler(() -> time)
            .build(),
        new Heard());
  }

  /** Two hours later, and a few pages more. */
  private void cycle(Device device) throws InterruptedException {
    due = START.plus(Duration.ofHours(2L * cycles));
    time.advance(Duration.between(time.instant(), due));
    printers.put("192.0.2.17", "SN-12345A", 33_810 + 57L * cycles);
    cycles++;
    device.runOnce();
  }

  private void record(RecordingServer server, String name) throws IOException {
    String text = HttpText.of(server.take());
    Path file = FILES.resolve(name + ".http");
    if (System.getProperty("examples", "check").equals("write")) {
      Files.createDirectories(FILES);
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("What is sent differs from the page of examples; write it anew with -Dexamples=write")
        .hasContent(text);
    recorded.add(name);
  }

  private static final Problem BASE_UNKNOWN =
      new Problem(
          ProblemType.BASE_UNKNOWN,
          "The state after report 3 is not known here; send a full report",
          "d41d8c",
          null,
          "PLT-RPT-013");
  private static final Problem BUSY =
      new Problem(
          ProblemType.UNAVAILABLE,
          "The database does not answer; the same report may be sent again",
          "8f14e4",
          120L,
          null);
  private static final Problem REUSED =
      new Problem(
          ProblemType.SEQUENCE_REUSED,
          "Report 6 of this epoch is stored with another body; a new body takes a new sequence",
          "1679091",
          null,
          "PLT-RPT-008");
  private static final Problem INACTIVE =
      new Problem(
          ProblemType.DEVICE_INACTIVE,
          "The record of this device is deactivated; ask the operator of the server",
          "c9f0f8",
          null,
          "PLT-TLS-008");

  private Response answer(Request request) {
    if (request.head().get(0).startsWith("GET ")) {
      return sync(request);
    }
    RecordingServer.Script other = answers.poll();
    return other == null ? receipt(request) : other.answer(request);
  }

  private Response sync(Request request) {
    if (etag.isEmpty()) {
      return problem(INACTIVE);
    }
    if (request.header("if-none-match").equals(etag)) {
      return new Response(List.of("HTTP/1.1 304 Not Modified", date(), "ETag: " + etag), "");
    }
    DiscoveryEntry entry =
        new DiscoveryEntry(
            "head-office",
            DiscoveryEntry.Kind.NETWORK,
            "192.0.2.0/24",
            List.of("192.0.2.1"),
            List.of(DiscoveryEntry.SnmpAccess.PUBLIC));
    Policy policy =
        new Policy(
            false,
            Policy.Schedule.DEFAULT,
            Policy.Limits.DEFAULT,
            Map.of("location", Policy.MaskKind.OMIT, "serial", Policy.MaskKind.KEYED));
    byte[] body = SyncCodec.write(new SyncDocument(ID, null, policy, List.of(entry)));
    return response("200 OK", "application/vnd.platen+xml", body, "ETag: " + etag);
  }

  private Response receipt(Request request) {
    try {
      Report report = ReportCodec.read(request.body().getBytes(StandardCharsets.UTF_8));
      byte[] body =
          ReceiptCodec.write(new Receipt(report.device(), report.epoch(), report.sequence()));
      return response("200 OK", "application/vnd.platen+xml", body);
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private Response problem(Problem problem, String... headers) {
    String status =
        switch (problem.type()) {
          case DEVICE_INACTIVE -> "403 Forbidden";
          case BASE_UNKNOWN -> "409 Conflict";
          case SEQUENCE_REUSED -> "422 Unprocessable Content";
          default -> "503 Service Unavailable";
        };
    return response(status, "application/problem+xml", ProblemCodec.write(problem), headers);
  }

  private Response response(String status, String type, byte[] body, String... headers) {
    List<String> head = new ArrayList<>(List.of("HTTP/1.1 " + status, date()));
    head.addAll(List.of(headers));
    head.add("Content-Type: " + type);
    head.add("Content-Length: " + body.length);
    return new Response(head, new String(body, StandardCharsets.UTF_8));
  }

  private String date() {
    return "Date: "
        + DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .format(due.atOffset(ZoneOffset.UTC)); // the device waits a random time within a cycle
  }
}
