package io.platen.reference.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** A recording that lives: its pages, supplies and alerts change, everything else stays. */
final class SimulatedPrinter implements Objects {
  private static final int STATUS_OTHER = 1;
  private static final int STATUS_IDLE = 3;
  private static final int STATUS_PRINTING = 4;
  private static final int DEVICE_WARNING = 3;
  private static final int DEVICE_DOWN = 5;

  private final Recording recording;
  private final InstantSource clock;
  private final Instant started;
  private final double speed;
  private final Workload workload;
  private final Motion motion;
  private final OID device;

  private final AtomicLong requests = new AtomicLong();
  private final List<RaisedAlert> raised = new ArrayList<>();
  private NavigableMap<OID, Variable> changed = new TreeMap<>();
  private int lastAlertIndex;
  private long criticalEvents;
  private long allEvents;
  private long extraPages;

  SimulatedPrinter(Recording recording, InstantSource clock, double speed, long seed) {
    this.recording = recording;
    this.clock = clock;
    this.started = clock.instant();
    this.speed = speed;
    long own = seed * 31 + recording.name().hashCode();
    this.workload = Workload.of(own);
    this.motion = new Motion(recording.objects(), own);
    this.device = new OID(new int[] {printerDevice()});
    this.lastAlertIndex = lastRecordedAlert();
  }

  String name() {
    return recording.name();
  }

  Behaviour behaviour() {
    return recording.behaviour();
  }

  /** What the highest life count of its markers says now. */
  synchronized long lifeCount() {
    return column(Mib.MARKER_LIFE_COUNT).keySet().stream()
        .map(this::find)
        .flatMap(Optional::stream)
        .mapToLong(Variable::toLong)
        .max()
        .orElse(0);
  }

  /** Text of prtGeneralTable for this printer, empty where it has none. */
  String general(OID column) {
    return find(new OID(column.getValue(), device.getValue())).map(Variable::toString).orElse("");
  }

  synchronized List<RaisedAlert> raised() {
    return List.copyOf(raised);
  }

  /** Prints pages beside its workload. */
  synchronized void print(long pages) {
    extraPages += pages;
  }

  /** Somebody has asked it something. */
  void asked() {
    requests.incrementAndGet();
  }

  /** How often it was asked. */
  long requests() {
    return requests.get();
  }

  synchronized RaisedAlert raise(int code, @Nullable String description) {
    AlertKind kind = AlertKind.of(code);
    lastAlertIndex++;
    allEvents++;
    criticalEvents += kind.severity() == AlertKind.Severity.CRITICAL ? 1 : 0;
    RaisedAlert alert =
        new RaisedAlert(
            lastAlertIndex,
            code,
            kind,
            description == null ? kind.text() : description,
            uptime(new TimeTicks()).toLong());
    raised.add(alert);
    changed = changed();
    return alert;
  }

  /** Takes away what was raised and matches; answers how many that were. */
  synchronized int clear(IntPredicate code) {
    int before = raised.size();
    raised.removeIf(alert -> code.test(alert.code()));
    changed = changed();
    return before - raised.size();
  }

  @Override
  public synchronized Optional<Variable> find(OID oid) {
    Variable value = changed.get(oid);
    if (value == null) {
      value = recording.objects().get(oid);
    }
    return Optional.ofNullable(value).map(found -> now(oid, found));
  }

  @Override
  public synchronized Optional<VariableBinding> findNext(OID oid) {
    OID recorded = recording.objects().higherKey(oid);
    OID raisedOne = changed.higherKey(oid);
    OID next =
        recorded == null || (raisedOne != null && raisedOne.compareTo(recorded) < 0)
            ? raisedOne
            : recorded;
    return Optional.ofNullable(next)
        .flatMap(found -> find(found).map(value -> new VariableBinding(found, value)));
  }

  private Variable now(OID oid, Variable value) {
    if (oid.equals(Mib.SYS_UPTIME)) {
      return uptime(value);
    }
    if (oid.startsWith(Mib.HR_PRINTER_STATUS) && value.toString().equals("" + STATUS_IDLE)) {
      boolean printing = speed > 0 && workload.isPrintingAfter(simulated());
      return new Integer32(printing ? STATUS_PRINTING : STATUS_IDLE);
    }
    return motion.after(workload.pagesAfter(simulated()) + extraPages, oid, value);
  }

  private TimeTicks uptime(Variable recorded) {
    long ticks = Duration.between(started, clock.instant()).toMillis() / 10;
    return new TimeTicks((recorded.toLong() + ticks) & 0xFFFF_FFFFL);
  }

  private Duration simulated() {
    return Duration.ofMillis(
        (long) (Duration.between(started, clock.instant()).toMillis() * speed));
  }

  /** What the raised alerts add to the recording, or put over it. */
  private NavigableMap<OID, Variable> changed() {
    NavigableMap<OID, Variable> result = new TreeMap<>();
    event(result, Mib.CRITICAL_EVENTS, criticalEvents);
    event(result, Mib.ALL_EVENTS, allEvents);
    if (raised.isEmpty()) {
      return result;
    }
    raised.forEach(
        alert -> row(alert).forEach((column, value) -> result.put(cell(column, alert), value)));
    result.put(own(Mib.HR_PRINTER_ERRORS), errors());
    boolean critical =
        raised.stream().anyMatch(alert -> alert.kind().severity() == AlertKind.Severity.CRITICAL);
    result.put(own(Mib.HR_DEVICE_STATUS), new Integer32(critical ? DEVICE_DOWN : DEVICE_WARNING));
    if (critical) {
      result.put(own(Mib.HR_PRINTER_STATUS), new Integer32(STATUS_OTHER));
    }
    return result;
  }

  /** Agents without these counters do not get them by an alert. */
  private void event(NavigableMap<OID, Variable> result, OID column, long events) {
    Variable recorded = recording.objects().get(own(column));
    if (recorded != null && events > 0) {
      result.put(own(column), new Counter32(recorded.toLong() + events));
    }
  }

  /** prtAlertTable from its second column; the index itself is not accessible. */
  private static Map<Integer, Variable> row(RaisedAlert alert) {
    return Map.of(
        2, new Integer32(alert.kind().severity().number()),
        3, new Integer32(alert.kind().training()),
        4, new Integer32(alert.kind().group()),
        5, new Integer32(1),
        6, new Integer32(1),
        7, new Integer32(alert.code()),
        8, new OctetString(alert.description()),
        9, new TimeTicks(alert.uptimeTicks()));
  }

  private OctetString errors() {
    Variable recorded = recording.objects().get(own(Mib.HR_PRINTER_ERRORS));
    byte[] octets = recorded instanceof OctetString known ? known.getValue() : new byte[0];
    byte[] errors = Arrays.copyOf(octets, Math.max(2, octets.length));
    raised.forEach(alert -> alert.kind().mark(errors));
    return new OctetString(errors);
  }

  private OID cell(int column, RaisedAlert alert) {
    return new OID(Mib.ALERT.getValue(), new int[] {column, device.get(0), alert.index()});
  }

  private OID own(OID column) {
    return new OID(column.getValue(), device.getValue());
  }

  /** hrDeviceTable lists CPU and disk too: the printer is what its type says, not row 1. */
  private int printerDevice() {
    return column(Mib.HR_DEVICE_TYPE).entrySet().stream()
        .filter(entry -> Mib.HR_DEVICE_PRINTER.equals(entry.getValue()))
        .mapToInt(entry -> entry.getKey().last())
        .findFirst()
        .orElse(1);
  }

  private int lastRecordedAlert() {
    NavigableMap<OID, Variable> rows = column(Mib.ALERT);
    return rows.keySet().stream().mapToInt(OID::last).max().orElse(0);
  }

  private NavigableMap<OID, Variable> column(OID column) {
    return recording.objects().subMap(column, false, column.nextPeer(), false);
  }
}
