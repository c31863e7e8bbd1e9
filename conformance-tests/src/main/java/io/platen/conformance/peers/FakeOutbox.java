package io.platen.conformance.peers;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Obstacle;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The reports of the fake device that wait, and how it brings them to a server. */
final class FakeOutbox {
  private static final String DOCUMENT = "application/vnd.platen+xml";
  private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 415, 422);

  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final FakeSeal seal;
  private final FakeTime time;
  private final FakeBackoff backoff;
  private final Optional<DeviceFault> fault;
  private final UUID epoch = UUID.randomUUID();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final FakeSync sync;
  private final FakePrinters printers;
  private final InstantSource clock;
  private final List<Report.Lost> lost = new ArrayList<>();
  private Instant allTold = Instant.EPOCH;
  private @Nullable UpdateState updates;
  private UnaryOperator<UpdateState> known = state -> state;
  private Supplier<List<PrinterReport>> agents = List::of;
  private List<Obstacle> obstacles = List.of();
  private long last;
  private boolean needsFull = true;
  private Map<String, Policy.MaskKind> masks = Map.of();
  private byte[] shown = {};

  FakeOutbox(
      FakeDeviceSetup setup,
      FakeWire wire,
      FakeSync sync,
      FakePrinters printers,
      FakeTime time,
      Optional<DeviceFault> fault) {
    this.setup = setup;
    this.time = time;
    this.backoff = new FakeBackoff(time, fault);
    this.wire = wire;
    this.seal = new FakeSeal(setup, sync, fault);
    this.sync = sync;
    this.printers = printers;
    this.clock = time;
    this.fault = fault;
  }

  /**
   * One that waits.
   *
   * @param sealed empty where it waits as it is
   */
  private record Waiting(Report report, Optional<Body> sealed) {}

  /** Who else has printers, asked anew each time. */
  void sees(Supplier<List<PrinterReport>> others) {
    agents = others;
  }

  private List<PrinterReport> seen() {
    List<PrinterReport> all = new ArrayList<>(agents.get());
    if (setup.printers()) {
      all.addAll(printers.read());
    }
    return all;
  }

  /**
   * From now on it tells of updates, too.
   *
   * @param told hears what a server has acknowledged, and says what is to be told then
   */
  void updating(UpdateState state, UnaryOperator<UpdateState> told) {
    updates = state;
    known = told;
  }

  /** Updates have changed: worth a report. */
  void tell(UpdateState state) {
    updates = state;
    if (!has(DeviceFault.KEEPS_CHANGES_TO_ITSELF)) {
      report();
    }
  }

  /** What it sent last, before it was sealed. */
  byte[] shown() {
    return shown.clone();
  }

  int waiting() {
    return waiting.size();
  }

  Reply report() {
    if (has(DeviceFault.KEEPS_THE_LAST_REPORT_ONLY)) {
      waiting.clear();
    }
    drop();
    dropUnmasked();
    Policy policy = sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT);
    boolean due = !clock.instant().isBefore(allTold.plus(policy.schedule().fullEvery()));
    if (sync.document().isEmpty() && has(DeviceFault.WAITS_FOR_ITS_FIRST_DOCUMENT)) {
      return Reply.of(Outcome.FAILED, "nobody has said how often");
    }
    needsFull |= due && !has(DeviceFault.NEVER_TELLS_ALL_AGAIN);
    long sequence = last + (last > 0 && has(DeviceFault.COUNTS_BY_TWO) ? 2 : 1);
    obstacles = wire.obstacles().takeUntold();
    Report.Kind kind = needsFull ? Report.Kind.FULL : Report.Kind.DELTA;
    for (List<PrinterReport> part : parts(seen(), policy.limits())) {
      waiting.add(captured(made(sequence, kind, part)));
      last = sequence++;
      kind = Report.Kind.DELTA;
    }
    obstacles = List.of();
    allTold = needsFull ? clock.instant() : allTold;
    needsFull = false;
    if (has(DeviceFault.SENDS_DELTAS_AHEAD)) {
      wire.send(request(waiting.getLast()));
    }
    return sendAll();
  }

  /** [PLT-ALR-008] An alert is worth a report of this printer alone. */
  void tell(PrinterReport printer) {
    waiting.add(captured(made(last + 1, Report.Kind.DELTA, List.of(printer))));
    last++;
    sendAll();
  }

  /** Whether nothing waits any more. */
  boolean send() {
    return sendAll().outcome() == Outcome.DONE;
  }

  private Reply sendAll() {
    while (!waiting.isEmpty()) {
      Report next = waiting.element().report();
      if (backoff.mustWait() || !sent(next)) {
        String why = "no receipt for report " + next.sequence();
        return new Reply(Outcome.FAILED, why, Map.of("waits", backoff.takeWaits()));
      }
      waiting.remove();
    }
    return Reply.of(Outcome.DONE, "");
  }

  /** Whether no more is to be done with it. */
  private boolean sent(Report next) {
    int tries = has(DeviceFault.TRIES_WITHOUT_END) ? 4 : 1;
    for (int i = 0; i < tries; i++) {
      Optional<Response> answer = wire.send(request(waiting.element()));
      boolean taken = answer.filter(each -> each.status() == 200).isPresent();
      boolean other = shown.length == 0 || !has(DeviceFault.SHOWS_ITS_FIRST_REPORT);
      if (other && (taken || !has(DeviceFault.SHOWS_WHAT_WAS_TAKEN))) {
        shown = written(next).bytes();
      }
      if (isDoneWith(next, answer)) {
        backoff.worked();
        return true;
      }
      backoff.failed(answer);
    }
    return false;
  }

  /** [PLT-RPT-024] [PLT-RPT-036] */
  private void drop() {
    Policy policy = sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT);
    Instant oldest = clock.instant().minus(policy.limits().outboxAge());
    while (!waiting.isEmpty() && !has(DeviceFault.KEEPS_REPORTS_FOR_EVER)) {
      Report first = waiting.element().report();
      if (!first.created().isBefore(oldest)) {
        return;
      }
      waiting.remove();
      needsFull = true;
      if (!has(DeviceFault.HIDES_WHAT_IT_DROPPED)) {
        lost.add(new Report.Lost(first.sequence(), first.sequence(), "too-old"));
      }
    }
  }

  /** [PLT-SYN-030] What waits from before a mask is not sent. */
  private void dropUnmasked() {
    Map<String, Policy.MaskKind> now =
        sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT).masks();
    if (!now.equals(masks)) {
      needsFull = true;
    }
    while (!now.equals(masks)
        && !waiting.isEmpty()
        && !has(DeviceFault.SENDS_WHAT_WAITS_UNMASKED)) {
      long first = waiting.remove().report().sequence();
      lost.add(new Report.Lost(first, first, "masked"));
    }
    masks = now;
  }

  /** What it has not kept is gone. */
  void restart() {
    if (has(DeviceFault.KEEPS_REPORTS_IN_MEMORY)) {
      waiting.clear();
      needsFull = true;
    }
  }

  private Waiting captured(Report report) {
    return new Waiting(
        report, has(DeviceFault.SEALS_WHEN_IT_SENDS) ? Optional.empty() : seal.seal(report));
  }

  /** [PLT-RPT-027] As many printers as go into one report. */
  private List<List<PrinterReport>> parts(List<PrinterReport> all, Policy.Limits limits) {
    List<List<PrinterReport>> parts = new ArrayList<>();
    int most = (int) Math.min(limits.printersPerReport(), 1_000);
    for (int i = 0; i < all.size() && !has(DeviceFault.PUTS_ALL_INTO_ONE); i += most) {
      parts.add(all.subList(i, Math.min(all.size(), i + most)));
    }
    return parts.isEmpty() ? List.of(all) : parts;
  }

  private Report made(long sequence, Report.Kind kind) {
    return made(sequence, kind, seen());
  }

  private Report made(long sequence, Report.Kind kind, List<PrinterReport> printers) {
    Long base = kind == Report.Kind.DELTA ? last : null;
    List<String> gone = this.printers.takeGone();
    boolean silent = kind == Report.Kind.FULL && has(DeviceFault.TELLS_OF_NO_UPDATES);
    return new Report(
            setup.device(),
            epoch,
            sequence,
            kind,
            base,
            time.told().truncatedTo(ChronoUnit.MILLIS),
            time.quality(),
            "fake",
            told(),
            printers,
            kind == Report.Kind.FULL ? List.of() : gone,
            List.of())
        .with(silent ? null : updates)
        .with(obstacles);
  }

  private List<Report.Lost> told() {
    List<Report.Lost> now = List.copyOf(lost);
    lost.clear();
    return now;
  }

  private Request request(Waiting next) {
    Report report = next.report();
    Report sent =
        has(DeviceFault.WRITES_REPORTS_ANEW) ? made(report.sequence(), report.kind()) : report;
    // What was captured before there was a certificate is sealed before it is sent.
    Optional<Body> sealed =
        has(DeviceFault.SENDS_OPEN_WHAT_WAITED)
            ? next.sealed()
            : next.sealed().or(() -> seal.seal(sent));
    String type = sealed.isPresent() ? seal.mediaType() : DOCUMENT;
    Body body = sealed.orElseGet(() -> written(sent));
    Request request = Request.post(wire.at(ScriptedServer.REPORTS), type, body);
    return has(DeviceFault.PUTS_ITS_REPORTS)
        ? new Request("PUT", request.uri(), request.headers(), request.body())
        : request;
  }

  private Body written(Report sent) {
    Body document = Body.of(ReportCodec.write(sent));
    return has(DeviceFault.SENDS_COMMENTS)
        ? Body.of(document.text().replaceFirst("<report", "<!-- mine --><report"))
        : document;
  }

  private boolean isDoneWith(Report report, Optional<Response> answer) {
    int status = answer.map(Response::status).orElse(-1);
    UpdateState state = report.updates();
    if (state != null && (status == 200 || has(DeviceFault.TAKES_ITS_RESULT_AS_KNOWN))) {
      updates = known.apply(state);
    }
    if (status == 200) {
      return has(DeviceFault.TAKES_ANY_200)
          || (FakeAnswers.isReceipt(report, answer.orElseThrow())
              && !has(DeviceFault.TAKES_NO_RECEIPT));
    }
    if (status == ProblemType.BASE_UNKNOWN.status()
        && FakeAnswers.isBaseUnknown(answer.orElseThrow())) {
      needsFull = !has(DeviceFault.STAYS_WITH_DELTAS);
      return true;
    }
    if (FOR_GOOD.contains(status)) {
      needsFull = true;
      boolean told = answer.orElseThrow().body().length() > 0;
      return !has(DeviceFault.REPEATS_WHAT_WAS_REFUSED)
          && (told || !has(DeviceFault.NEEDS_A_PROBLEM_DOCUMENT));
    }
    if (status == 403 && has(DeviceFault.GIVES_UP_WHEN_IT_IS_CUT_OFF)) {
      return true;
    }
    needsFull |= has(DeviceFault.DROPS_WHAT_GOT_NO_ANSWER);
    return has(DeviceFault.DROPS_WHAT_GOT_NO_ANSWER);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
