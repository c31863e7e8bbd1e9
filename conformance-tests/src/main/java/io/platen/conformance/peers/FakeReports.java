package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.sync.SyncDocument.Sealing;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the fake server takes reports (chapters LNK, RPT, SEA and XML), and what it gets wrong. */
final class FakeReports {
  private static final String DOCUMENT = "application/vnd.platen+xml";
  private static final int LIMIT = 256 * 1024;
  private static final byte[] EMPTY = {};
  private static final int STORM = 10;

  private final UUID device;
  private final FakeProtocol protocol;
  private final Optional<Fault> fault;
  private final FakeOpener opener;
  private final Set<UUID> envelopes = ConcurrentHashMap.newKeySet();
  private final Map<String, byte[]> received = new ConcurrentHashMap<>();

  FakeReports(UUID device, FakeProtocol protocol, FakeOpener opener, Optional<Fault> fault) {
    this.device = device;
    this.protocol = protocol;
    this.fault = fault;
    this.opener = opener;
  }

  /** What a sync document says of sealing; null where it says nothing. */
  @Nullable Sealing told() {
    return has(Fault.NAMES_NO_SEALING_CERTIFICATE) ? null : opener.told();
  }

  Answer answer(Incoming asked, String commonName, String host) throws IOException {
    String type = String.valueOf(asked.headers().getFirst("Content-Type"));
    String coding = asked.headers().getFirst("Content-Encoding");
    boolean gzip = "gzip".equals(coding);
    boolean sealed = type.startsWith(FakeOpener.MEDIA_TYPE) && !has(Fault.OPENS_NO_SEALED_REPORTS);
    boolean known = (sealed || type.equals(DOCUMENT)) && (coding == null || gzip);
    if ((!known && !has(Fault.TAKES_ANY_MEDIA_TYPE)) || (gzip && has(Fault.KNOWS_NO_GZIP))) {
      return protocol.problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, null, type + ", " + coding);
    }
    long length = announced(asked);
    byte[] sent = length > LIMIT ? EMPTY : asked.body().readNBytes(LIMIT + 1);
    if (length > LIMIT || sent.length > LIMIT) {
      return tooLarge(Fault.TAKES_LARGE_BODIES);
    }
    String claim = asked.headers().getFirst("X-Client-DN");
    boolean believed = has(Fault.BELIEVES_HEADERS) && claim != null;
    try {
      byte[] body = gzip ? BoundedGzip.inflate(sent, LIMIT) : sent;
      if (sealed) {
        return sealed(asked, body, commonName, host);
      }
      return report(body, believed ? claim.replace("CN=", "") : commonName, host);
    } catch (ProtocolException e) {
      if ("PLT-LNK-003".equals(e.requirement())) {
        return tooLarge(Fault.INFLATES_WITHOUT_END);
      }
      return has(Fault.FAILS_ON_BROKEN_GZIP) && "PLT-LNK-004".equals(e.requirement())
          ? protocol.problem(ProblemType.INTERNAL, null, "The server failed")
          : protocol.problem(e.type(), e.requirement(), String.valueOf(e.getMessage()));
    }
  }

  private Answer sealed(Incoming asked, byte[] envelope, String commonName, String host)
      throws IOException, ProtocolException {
    try {
      Opener.Opened opened = opener.open(asked, envelope, commonName);
      byte[] body = BoundedGzip.inflate(opened.packed(), LIMIT);
      FakeOpener.compare(opened.header(), ReportCodec.read(body));
      return has(Fault.COUNTS_EACH_ENVELOPE) && !envelopes.add(opened.header().epoch())
          ? reused()
          : report(body, commonName, host);
    } catch (ProtocolException e) {
      if (isBlindTo(e)) {
        return Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)));
      }
      throw e;
    }
  }

  /** Takes what breaks this rule. */
  private boolean isBlindTo(ProtocolException e) {
    return fault.filter(one -> one.requirement().id().equals(e.requirement())).isPresent();
  }

  /** The length that a body is said to have; 0 where nothing is said. */
  private static long announced(Incoming asked) {
    String length = asked.headers().getFirst("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }

  private Answer tooLarge(Fault taking) {
    if (has(Fault.PARSES_BEFORE_IT_COUNTS)) {
      return protocol.problem(
          ProblemType.MALFORMED, "PLT-XML-001", "The end of the report is missing");
    }
    return has(taking)
        ? Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)))
        : protocol.problem(ProblemType.TOO_LARGE, null, "At most " + LIMIT + " bytes");
  }

  private Answer report(byte[] body, String commonName, String host) throws ProtocolException {
    String text = new String(body, StandardCharsets.UTF_8);
    if (has(Fault.FETCHES_WHAT_IS_NAMED)) {
      fetch(text);
    }
    if (has(Fault.TAKES_ANY_AGENT) && text.contains("<via>")) {
      return Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)));
    }
    if (has(Fault.REFUSES_PRINTERS_OF_AGENTS) && text.contains("<via>")) {
      return protocol.problem(
          ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "More than this server knows");
    }
    if (has(Fault.REFUSES_EVERY_REPORT)) {
      return protocol.problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "Not today");
    }
    if ((has(Fault.REFUSES_OTHER_NAMESPACES) && text.contains("xmlns:x="))
        || (has(Fault.REFUSES_LATER_MINORS) && text.contains(" v=\"1.7\""))
        || (has(Fault.REFUSES_UNKNOWN_TOKENS) && text.contains("x-conformance"))) {
      return protocol.problem(
          ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "More than this server knows");
    }
    try {
      return stored(body, ReportCodec.read(body), commonName, host);
    } catch (ProtocolException e) {
      if (has(Fault.COUNTS_REFUSED_REPORTS)) {
        received.put(keyOf(text, host), body);
      }
      if (isBlindTo(e)) {
        return Answer.of(200, DOCUMENT, ReceiptCodec.write(new Receipt(device, device, 1)));
      }
      throw e;
    }
  }

  /** Goes to the first place of the document that it can reach. */
  private static void fetch(String text) {
    Matcher place = Pattern.compile("http://([0-9.]+):([0-9]+)/").matcher(text);
    if (place.find()) {
      try (Socket socket = new Socket(place.group(1), Integer.parseInt(place.group(2)))) {
        socket.shutdownOutput();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Answer stored(byte[] body, Report report, String commonName, String host) {
    if (has(Fault.IS_ALONE) && !host.isEmpty()) {
      return protocol.problem(ProblemType.UNAVAILABLE, null, "There is no second host");
    }
    if (!report.device().toString().equals(commonName) && !has(Fault.TAKES_REPORTS_OF_OTHERS)) {
      return protocol.problem(ProblemType.DEVICE_MISMATCH, "PLT-RPT-003", "Not " + commonName);
    }
    if (has(Fault.REFUSES_WRONG_TIMES) && report.created().isBefore(Instant.ofEpochSecond(1))) {
      return protocol.problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "A report of long ago");
    }
    String key = key(report.epoch().toString(), report.sequence(), host);
    byte[] before = received.get(key);
    if (before != null && !has(Fault.FORGETS_WHAT_IT_RECEIVED)) {
      return Arrays.equals(before, body) && !has(Fault.REFUSES_THE_SAME_REPORT_AGAIN)
          ? receipt(report)
          : reused();
    }
    if (isRefusedByFault(report)) {
      return protocol.problem(ProblemType.SCHEMA_VIOLATION, "PLT-RPT-011", "One report is enough");
    }
    if (report.kind() == Report.Kind.DELTA && !basedOnWhatIsKnown(report, host)) {
      if (has(Fault.COUNTS_REFUSED_REPORTS)) {
        received.put(key, body);
      }
      return has(Fault.GIVES_RECEIPTS_FOR_REFUSALS)
          ? receipt(report)
          : protocol.problem(ProblemType.BASE_UNKNOWN, "PLT-RPT-013", "Send a full report");
    }
    received.put(key, body);
    return receipt(report);
  }

  private boolean isRefusedByFault(Report report) {
    boolean delta = report.kind() == Report.Kind.DELTA;
    boolean onDelta = delta && report.base() != null && report.base() > 1 && report.base() < 41;
    boolean alert = report.printers().stream().anyMatch(printer -> printer.traps() > 0);
    return (delta && has(Fault.TAKES_NO_DELTAS))
        || (alert && has(Fault.TAKES_ALERTS_AT_ITS_TIMES_ONLY))
        || (alert && has(Fault.REFUSES_ALERTS_OF_A_STORM) && report.sequence() > STORM)
        || (onDelta && has(Fault.TAKES_DELTAS_ON_FULL_REPORTS_ONLY))
        || (has(Fault.TAKES_ONE_REPORT_AN_EPOCH)
            && received.keySet().stream().anyMatch(k -> k.startsWith(report.epoch().toString())));
  }

  private Answer reused() {
    String detail =
        has(Fault.SHOWS_STACK_TRACES)
            ? "java.lang.IllegalStateException: used\n\tat io.example.Store.put(Store.java:17)"
            : "Used before with another body";
    String requirement = has(Fault.NAMES_NO_REQUIREMENT) ? null : "PLT-RPT-008";
    Answer answer = protocol.problem(ProblemType.SEQUENCE_REUSED, requirement, detail);
    if (!has(Fault.CALLS_REFUSALS_RETRYABLE)) {
      return answer;
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    String wrong = text.replace("retryable>false<", "retryable>true<");
    return new Answer(answer.status(), answer.headers(), wrong.getBytes(StandardCharsets.UTF_8));
  }

  private boolean basedOnWhatIsKnown(Report report, String host) {
    long base = report.base() == null ? 0 : report.base();
    return has(Fault.TAKES_DELTAS_WITHOUT_BASE)
        || received.containsKey(key(report.epoch().toString(), base, host));
  }

  private Answer receipt(Report report) {
    Receipt receipt = new Receipt(report.device(), report.epoch(), report.sequence());
    return has(Fault.GIVES_EMPTY_RECEIPTS)
        ? new Answer(200, Map.of(), new byte[0])
        : Answer.of(200, DOCUMENT, ReceiptCodec.write(receipt));
  }

  private String key(String epoch, long sequence, String host) {
    return epoch + " " + sequence + (has(Fault.KEEPS_A_MEMORY_FOR_EACH_HOST) ? host : "");
  }

  /** For what could not be read. */
  private String keyOf(String text, String host) {
    return key(text.replaceFirst("(?s).* epoch=\"([^\"]*)\".*", "$1"), 1, host);
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
