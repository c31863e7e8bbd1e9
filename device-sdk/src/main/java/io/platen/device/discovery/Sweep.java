package io.platen.device.discovery;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.usm.Heard;
import io.platen.device.snmp.Mib;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** One scan: one loop that sends at its pace and listens in between. */
final class Sweep {
  /** So much of the pace may be made up for after the loop was held up. */
  private static final Duration CATCH_UP = Duration.ofMillis(20);

  /** Silence counts from here, unless the candidate has moved on since. */
  private record Alarm(Duration due, Candidate candidate, int turn) {}

  /** Where a printer is: several may answer at one address. */
  private record Door(InetAddress address, int port, String asker) {
    static Door of(InetAddress address, SnmpAccess access) {
      return new Door(address, access.port(), access.asker());
    }
  }

  private final Datagrams.Endpoint endpoint;
  private final Mail mail;
  private final ScanPatience patience;
  private final ScanListener listener;
  private final Duration gap;
  private final int total;

  private final Deque<Ground> grounds;
  private final Deque<Candidate> ready = new ArrayDeque<>();
  private final Set<Candidate> open = new HashSet<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::due));
  private final Set<Door> foundAt = new HashSet<>();
  private final List<PrinterTarget> found = new ArrayList<>();
  private Duration nextSend = Duration.ZERO;
  private int done;

  Sweep(Datagrams.Endpoint endpoint, RandomGenerator random, Plan plan) {
    this.endpoint = endpoint;
    this.mail = new Mail(random);
    this.patience = plan.patience();
    this.listener = plan.listener();
    this.gap = Duration.ofSeconds(1).dividedBy(plan.packetsPerSecond());
    this.grounds = new ArrayDeque<>(plan.grounds());
    this.total = plan.grounds().stream().mapToInt(Ground::count).sum();
  }

  /** What a scan is to do. */
  record Plan(
      List<Ground> grounds, long packetsPerSecond, ScanPatience patience, ScanListener listener) {}

  List<PrinterTarget> run() throws IOException, InterruptedException {
    listener.progress(0, total, 0);
    while (true) {
      Optional<Datagrams.Datagram> arrived = endpoint.receive(Duration.ZERO);
      while (arrived.isPresent()) {
        hear(arrived.get());
        arrived = endpoint.receive(Duration.ZERO);
      }
      Duration now = endpoint.elapsed();
      ringAlarms(now);
      if (now.compareTo(nextSend) >= 0 && sendNext(now)) {
        nextSend = later(nextSend, now.minus(CATCH_UP)).plus(gap);
      } else if (open.isEmpty() && grounds.isEmpty()) {
        return found;
      } else {
        endpoint.receive(untilSomethingIsDue(now)).ifPresent(this::hear);
      }
    }
  }

  private Duration untilSomethingIsDue(Duration now) {
    boolean toSend = !ready.isEmpty() || !grounds.isEmpty();
    Duration due = toSend ? later(nextSend, now) : now.plus(patience.afterRetry());
    Alarm alarm = alarms.peek();
    if (alarm != null && alarm.due().compareTo(due) < 0) {
      due = alarm.due();
    }
    return later(due.minus(now), Duration.ZERO);
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private void ringAlarms(Duration now) {
    for (Alarm alarm = alarms.peek();
        alarm != null && alarm.due().compareTo(now) <= 0;
        alarm = alarms.peek()) {
      alarms.poll();
      if (open.contains(alarm.candidate()) && alarm.candidate().turn() == alarm.turn()) {
        afterSilence(alarm.candidate());
      }
    }
  }

  private void afterSilence(Candidate candidate) {
    if (!candidate.isLastStep()) {
      candidate.nextStep();
      ready.add(candidate);
      return;
    }
    if (candidate.isAwake()) {
      judge(candidate, candidate.access(), Portrait.of(candidate, List.of()));
    } else {
      settle(candidate);
    }
  }

  private boolean sendNext(Duration now) {
    Candidate candidate = ready.poll();
    while (candidate != null && !open.contains(candidate)) {
      candidate = ready.poll();
    }
    if (candidate == null) {
      candidate = fresh();
    }
    if (candidate != null) {
      send(candidate, now);
    }
    return candidate != null;
  }

  private boolean isFound(InetAddress address, Ground ground) {
    return ground.access().stream().anyMatch(each -> foundAt.contains(Door.of(address, each)));
  }

  private @Nullable Candidate fresh() {
    while (!grounds.isEmpty()) {
      Ground ground = grounds.getFirst();
      Optional<InetAddress> address = ground.next();
      if (address.isEmpty()) {
        grounds.removeFirst();
      } else if (isFound(address.get(), ground)) {
        oneDone();
      } else {
        Candidate candidate = new Candidate(address.get(), ground.access());
        open.add(candidate);
        return candidate;
      }
    }
    return null;
  }

  private void send(Candidate candidate, Duration now) {
    SnmpAccess access = candidate.access();
    InetSocketAddress to = new InetSocketAddress(candidate.address, access.port());
    try {
      endpoint.send(message(candidate, access), to);
      boolean patient = candidate.isLastStep() || candidate.isAwake();
      Duration due = now.plus(patient ? patience.afterRetry() : patience.beforeRetry());
      alarms.add(new Alarm(due, candidate, candidate.newTurn()));
    } catch (IOException e) {
      listener.unsent(to, String.valueOf(e.getMessage()));
      settle(candidate);
    }
  }

  private ByteBuffer message(Candidate candidate, SnmpAccess access) {
    PDU request = candidate.isAwake() ? identityOf(candidate) : signOfLife();
    return mail.write(candidate, access, request, engineClock());
  }

  /** Engines count seconds; from where does not matter. */
  private Instant engineClock() {
    return Instant.EPOCH.plus(endpoint.elapsed());
  }

  /** The smallest request that every agent answers, and the answer names the maker. */
  private static PDU signOfLife() {
    PDU request = new PDU();
    request.setType(PDU.GET);
    request.add(new VariableBinding(Mib.SYS_OBJECT_ID));
    return request;
  }

  private static PDU identityOf(Candidate candidate) {
    PDU request = new PDU();
    request.setType(PDU.GETNEXT);
    candidate.questions().forEach(name -> request.add(new VariableBinding(name)));
    return request;
  }

  private void hear(Datagrams.Datagram datagram) {
    Mail.Arrived arrived = mail.read(datagram, engineClock()).orElse(null);
    if (arrived == null) {
      return;
    }
    Mail.Sent request = arrived.request();
    Candidate candidate = request.candidate();
    if (arrived.heard() instanceof Heard.Response response) {
      if (candidate.isAwake()) {
        hearIdentity(request, response.pdu());
      } else {
        hearSignOfLife(request, response.pdu());
      }
    } else if (arrived.heard() instanceof Heard.AskAgain && candidate.mayAskAgain()) {
      askAgain(request);
    } else if (arrived.heard() instanceof Heard.Refused refused) {
      listener.refusedAccess(target(candidate, request.access()), refused.why());
      settle(candidate);
    }
  }

  /** Now that the engine is known it is asked what it is, by its user. */
  private void askAgain(Mail.Sent request) {
    Candidate candidate = request.candidate();
    mail.forget(candidate);
    if (candidate.isAwake()) {
      candidate.newTurn();
    } else {
      candidate.answered(request.access());
    }
    ready.addFirst(candidate);
  }

  private void hearSignOfLife(Mail.Sent request, PDU answer) {
    if (answer.getErrorStatus() == PDU.authorizationError) {
      return;
    }
    Candidate candidate = request.candidate();
    if (answer.size() > 0 && answer.get(0).getVariable() instanceof OID id) {
      candidate.sysObjectId = id;
    }
    mail.forget(candidate);
    candidate.answered(request.access());
    ready.addFirst(candidate);
  }

  private void hearIdentity(Mail.Sent request, PDU answer) {
    Candidate candidate = request.candidate();
    mail.forget(candidate);
    if (answer.getErrorStatus() == PDU.noError) {
      answer.getAll().stream()
          .filter(got -> got.getOid().equals(Mib.SYS_OBJECT_ID))
          .filter(got -> got.getVariable() instanceof OID)
          .forEach(got -> candidate.sysObjectId = (OID) got.getVariable());
      judge(candidate, request.access(), Portrait.of(candidate, answer.getAll()));
      return;
    }
    candidate.newTurn();
    if (answer.getErrorStatus() != PDU.tooBig && answer.getErrorIndex() > 0) {
      candidate.askWithout(answer.getErrorIndex());
    } else {
      candidate.askLess();
    }
    if (candidate.questions().isEmpty()) {
      judge(candidate, request.access(), Portrait.of(candidate, List.of()));
    } else {
      ready.addFirst(candidate);
    }
  }

  private void judge(Candidate candidate, SnmpAccess access, Portrait portrait) {
    PrinterTarget target = target(candidate, access);
    if (!portrait.isPrinter()) {
      listener.passedOver(target, portrait.identity());
    } else if (foundAt.add(Door.of(candidate.address, access))) {
      found.add(target);
      listener.found(target, portrait.identity());
    }
    settle(candidate);
  }

  private static PrinterTarget target(Candidate candidate, SnmpAccess access) {
    return new PrinterTarget(new InetSocketAddress(candidate.address, access.port()), access);
  }

  private void settle(Candidate candidate) {
    mail.forget(candidate);
    open.remove(candidate);
    oneDone();
  }

  private void oneDone() {
    done++;
    listener.progress(done, total, found.size());
  }
}
