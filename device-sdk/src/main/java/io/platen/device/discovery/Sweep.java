package io.platen.device.discovery;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.Refusal;
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
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  /** Silence counts from here, unless the candidate has moved on since. */
  private record Alarm(Duration due, Candidate candidate, int turn) {}

  private final Datagrams.Endpoint endpoint;
  private final Mail mail;
  private final ScanPatience patience;
  private final Tally tally;
  private final Gait gait;

  private final Deque<Walk> walks;
  private final Deque<Candidate> ready = new ArrayDeque<>();
  private final Set<Candidate> open = new HashSet<>();

  /** Where another entry asks already: one request at a time to each address. */
  private final Map<InetAddress, Deque<Candidate>> behind = new HashMap<>();

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::due));

  Sweep(Datagrams.Endpoint endpoint, RandomGenerator random, Plan plan, Tally tally) {
    this.endpoint = endpoint;
    this.mail = new Mail(random);
    this.patience = plan.patience();
    this.tally = tally;
    this.gait = new Gait(plan.pace(), endpoint.elapsed());
    this.walks = new ArrayDeque<>(plan.walks());
  }

  /** What one round of a scan is to do. */
  record Plan(List<Walk> walks, Pace pace, ScanPatience patience) {}

  /** Ends when each address is settled, or gave nothing. */
  void run() throws IOException, InterruptedException {
    while (true) {
      Optional<Datagrams.Datagram> arrived = endpoint.receive(Duration.ZERO);
      while (arrived.isPresent()) {
        hear(arrived.get());
        arrived = endpoint.receive(Duration.ZERO);
      }
      Duration now = endpoint.elapsed();
      ringAlarms(now);
      boolean sent = now.compareTo(gait.next()) >= 0 && sendNext(now);
      if (!sent && open.isEmpty() && walks.isEmpty()) {
        return;
      }
      if (!sent) {
        endpoint.receive(untilSomethingIsDue(now)).ifPresent(this::hear);
      }
    }
  }

  private Duration untilSomethingIsDue(Duration now) {
    boolean toSend = !ready.isEmpty() || !walks.isEmpty();
    Duration due = toSend ? Gait.later(gait.next(), now) : now.plus(patience.afterRetry());
    Alarm alarm = alarms.peek();
    if (alarm != null && alarm.due().compareTo(due) < 0) {
      due = alarm.due();
    }
    return Gait.later(due.minus(now), Duration.ZERO);
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
    if (!candidate.isAwake()) {
      giveUp(candidate);
    } else if (candidate.access().user() == null) {
      judge(candidate, candidate.access(), Portrait.of(candidate, List.of()));
    } else {
      denied(candidate, candidate.access(), null); // its engine told of itself, and no more
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

  private @Nullable Candidate fresh() {
    while (!walks.isEmpty()) {
      Walk walk = walks.getFirst();
      Optional<Tally.Unread> next = walk.next();
      if (next.isEmpty()) {
        walks.removeFirst();
      } else if (tally.isFound(next.get().address(), walk.ground())) {
        tally.settled();
      } else {
        Candidate candidate = new Candidate(next.get(), walk.tried());
        Deque<Candidate> before = behind.get(candidate.address);
        if (before == null) {
          behind.put(candidate.address, new ArrayDeque<>());
          open.add(candidate);
          return candidate;
        }
        before.add(candidate);
      }
    }
    return null;
  }

  private void send(Candidate candidate, Duration now) {
    SnmpAccess access = candidate.access();
    InetSocketAddress to = new InetSocketAddress(candidate.address, access.port());
    ByteBuffer message = message(candidate, access);
    gait.sent(now, message.remaining());
    try {
      endpoint.send(message, to);
      boolean patient = candidate.isLastStep() || candidate.isAwake();
      Duration due = now.plus(patient ? patience.afterRetry() : patience.beforeRetry());
      alarms.add(new Alarm(due, candidate, candidate.newTurn()));
    } catch (IOException e) {
      close(candidate);
      tally.unsent(to, String.valueOf(e.getMessage()));
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
    gait.heard(endpoint.elapsed(), datagram.payload().remaining());
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
      denied(candidate, request.access(), refused.why());
    }
  }

  /** Then the next one, where the entry names one. */
  private void denied(Candidate candidate, SnmpAccess to, @Nullable Refusal why) {
    mail.forget(candidate);
    if (candidate.denied(to, why)) {
      ready.addFirst(candidate);
    } else {
      giveUp(candidate);
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
    Candidate candidate = request.candidate();
    if (answer.getErrorStatus() == PDU.authorizationError) {
      candidate.showsAgent();
      return;
    }
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
    tally.answered(candidate.address, access, portrait);
    close(candidate);
  }

  private void giveUp(Candidate candidate) {
    close(candidate);
    tally.gaveNothing(candidate.unread());
  }

  private void close(Candidate candidate) {
    mail.forget(candidate);
    if (!open.remove(candidate)) {
      return;
    }
    Deque<Candidate> waiting = behind.getOrDefault(candidate.address, new ArrayDeque<>());
    Candidate next = waiting.poll();
    while (next != null && tally.isFound(next.address, next.unread().ground())) {
      tally.settled();
      next = waiting.poll();
    }
    if (next == null) {
      behind.remove(candidate.address);
    } else {
      open.add(next);
      ready.add(next);
    }
  }
}
