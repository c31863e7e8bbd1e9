package io.platen.device.printer.snmp.usm;

import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * Our own engine of SNMP v3, for what comes unasked (RFC 3414 section 3.2). Of an inform it is the
 * authoritative one: it tells its id and its time to whoever asks, and is strict about the time. Of
 * a trap the sender's is, whose keys are made when it is first heard of. A trap that is sent again
 * is taken again: it is a hint, and printers often begin with the boots that they had before.
 */
public final class NotificationEngine {
  /** RFC 3414 section 2.2.3. */
  private static final int WINDOW_SECONDS = 150;

  private static final int SHORTEST_ID = 5;
  private static final int LONGEST_ID = 32;

  /** Keys of senders that are kept; making them anew costs some milliseconds each. */
  private static final int MOST_SENDERS = 512;

  /** So that invented senders do not cost more than a share of the time. */
  private static final int KEYS_AT_ONCE = 50;

  private static final Duration KEYS_EVERY = Duration.ofMillis(100);

  /** So that nobody is made to send much to others in our name. */
  private static final int ANSWERS_AT_ONCE = 200;

  private static final Duration ANSWERS_EVERY = Duration.ofMillis(5);

  private record Sender(ByteBuffer engineId, SnmpUser user) {}

  private final byte[] id;
  private final int boots;
  private final Duration started;
  private final Budget keys = new Budget(KEYS_AT_ONCE, KEYS_EVERY);
  private final Budget answers = new Budget(ANSWERS_AT_ONCE, ANSWERS_EVERY);
  private final Map<Sender, Ciphers> senders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sender, Ciphers> eldest) {
          return size() > MOST_SENDERS;
        }
      };
  private volatile Map<String, List<SnmpUser>> users = Map.of();
  private int unknownEngines;
  private int notInTime;
  private int unknownUsers;
  private int wrongDigests;

  /**
   * @param id of this engine: 5 to 32 bytes, the same for ever (RFC 3411 section 5)
   * @param boots how often it was started; more each time
   * @param started on the clock that never goes back
   */
  public NotificationEngine(byte[] id, int boots, Duration started) {
    this.id = id.clone();
    this.boots = boots;
    this.started = started;
  }

  /** Who may send; the same name may have several passwords. */
  public void know(Collection<SnmpUser> known) {
    Map<String, List<SnmpUser>> named = new HashMap<>();
    for (SnmpUser user : known) {
      named.merge(user.name(), List.of(user), NotificationEngine::join);
    }
    users = Map.copyOf(named);
  }

  private static List<SnmpUser> join(List<SnmpUser> some, List<SnmpUser> others) {
    return java.util.stream.Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /**
   * @param now on the clock that never goes back
   */
  public Notified hear(byte[] datagram, Duration now) {
    UsmMessage message = UsmMessage.decode(datagram).orElse(null);
    if (message == null) {
      return new Notified.Nothing();
    }
    byte[] engineId = UsmMessage.bytes(message.security().engineId());
    boolean ours = Arrays.equals(engineId, id);
    boolean reportable = (message.flags() & UsmMessage.REPORTABLE) != 0;
    // 3.2 step 3: who asks an engine that is not here is told which one is.
    if (!ours && reportable) {
      unknownEngines++;
      return report(message, SnmpConstants.usmStatsUnknownEngineIDs, unknownEngines, null, now);
    }
    if (engineId.length < SHORTEST_ID || engineId.length > LONGEST_ID) {
      return new Notified.Nothing();
    }
    return hear(message, datagram, engineId, now);
  }

  private Notified hear(UsmMessage message, byte[] datagram, byte[] engineId, Duration now) {
    boolean ours = Arrays.equals(engineId, id);
    String name = StandardCharsets.UTF_8.decode(message.security().user().duplicate()).toString();
    List<SnmpUser> named = users.getOrDefault(name, List.of());
    // 3.2 step 4
    if (named.isEmpty()) {
      unknownUsers++;
      return refused(message, SnmpConstants.usmStatsUnknownUserNames, unknownUsers, ours, now);
    }
    for (SnmpUser user : named) {
      Ciphers ciphers = ciphers(engineId, user, now);
      if (ciphers != null && isBy(ciphers, message, datagram)) {
        return open(message, ciphers, ours, now);
      }
    }
    // 3.2 steps 5 and 6
    wrongDigests++;
    return refused(message, SnmpConstants.usmStatsWrongDigests, wrongDigests, ours, now);
  }

  /** Only who sends an inform waits for a word; a trap that is not taken gets none. */
  private Notified refused(UsmMessage message, OID why, int count, boolean ours, Duration now) {
    boolean reportable = ours && (message.flags() & UsmMessage.REPORTABLE) != 0;
    Notified told = reportable ? report(message, why, count, null, now) : new Notified.Nothing();
    return new Notified.Refused(
        told instanceof Notified.Question question ? question.answer() : null);
  }

  private @Nullable Ciphers ciphers(byte[] engineId, SnmpUser user, Duration now) {
    Sender sender = new Sender(ByteBuffer.wrap(engineId.clone()), user);
    Ciphers known = senders.get(sender);
    if (known == null && keys.take(now)) {
      known = new Ciphers(user, engineId);
      senders.put(sender, known);
    }
    return known;
  }

  private static boolean isBy(Ciphers ciphers, UsmMessage message, byte[] datagram) {
    return message.isAuthenticated() == ciphers.authenticate()
        && message.isEncrypted() == ciphers.encrypt()
        && (!ciphers.authenticate()
            || ciphers.isAuthentic(datagram, message.codePlace(), message.code().remaining()));
  }

  private Notified open(UsmMessage message, Ciphers ciphers, boolean ours, Duration now) {
    // 3.2 step 7a: of an inform our time counts.
    if (ours && ciphers.authenticate() && !isInTime(message, now)) {
      notInTime++;
      return report(message, SnmpConstants.usmStatsNotInTimeWindows, notInTime, ciphers, now);
    }
    ScopedPDU pdu = pdu(message, ciphers);
    if (pdu == null) {
      return new Notified.Refused(null);
    }
    boolean inform = ours && pdu.getType() == PDU.INFORM;
    if (!inform && (ours || pdu.getType() != PDU.NOTIFICATION)) {
      return new Notified.Nothing();
    }
    return new Notified.Trap(pdu, inform ? acknowledgement(message, pdu, ciphers, now) : null);
  }

  private boolean isInTime(UsmMessage message, Duration now) {
    return message.security().boots() == boots
        && Math.abs((long) message.security().time() - time(now)) <= WINDOW_SECONDS;
  }

  private int time(Duration now) {
    return (int) Math.min(Integer.MAX_VALUE, now.minus(started).toSeconds());
  }

  private static @Nullable ScopedPDU pdu(UsmMessage message, Ciphers ciphers) {
    try {
      byte[] data = UsmMessage.bytes(message.data());
      if (message.isEncrypted()) {
        data =
            ciphers.open(
                data,
                UsmMessage.bytes(message.salt()),
                message.security().boots(),
                message.security().time());
      }
      ScopedPDU pdu = new ScopedPDU();
      pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(data)));
      return pdu;
    } catch (IOException | RuntimeException e) {
      return null; // whatever it was, nobody can read it
    }
  }

  private ByteBuffer acknowledgement(
      UsmMessage message, ScopedPDU inform, Ciphers ciphers, Duration now) {
    ScopedPDU answer = new ScopedPDU(inform);
    answer.setType(PDU.RESPONSE);
    answer.setErrorStatus(PDU.noError);
    answer.setErrorIndex(0);
    answer.setRequestID(new Integer32(inform.getRequestID().getValue()));
    return encode(message, answer, ciphers, now);
  }

  /** RFC 3414 section 3.2: what the sender did not know, or got wrong. */
  private Notified report(
      UsmMessage message, OID cause, int count, @Nullable Ciphers ciphers, Duration now) {
    if (!answers.take(now)) {
      return new Notified.Nothing();
    }
    ScopedPDU report = new ScopedPDU();
    report.setType(PDU.REPORT);
    report.setRequestID(new Integer32(0));
    report.setContextEngineID(new OctetString(id));
    report.add(new VariableBinding(cause, new Counter32(count)));
    return new Notified.Question(encode(message, report, ciphers, now));
  }

  /** Under the sender's user, as safe as that one speaks; a report is not encrypted. */
  private ByteBuffer encode(UsmMessage to, ScopedPDU pdu, @Nullable Ciphers ciphers, Duration now) {
    int time = time(now);
    byte[] data = UsmMessage.written(pdu::encodeBER);
    byte[] salt = new byte[0];
    int flags = 0;
    if (ciphers != null && ciphers.authenticate()) {
      flags |= UsmMessage.AUTHENTICATED;
    }
    if (ciphers != null && ciphers.encrypt() && pdu.getType() != PDU.REPORT) {
      Ciphers.Sealed sealed = ciphers.seal(data, boots, time);
      data = UsmMessage.bytes(sealed.data());
      salt = UsmMessage.bytes(sealed.salt());
      flags |= UsmMessage.ENCRYPTED;
    }
    ByteBuffer user = ciphers == null ? ByteBuffer.allocate(0) : to.security().user();
    UsmMessage.Parameters security =
        new UsmMessage.Parameters(ByteBuffer.wrap(id), boots, time, user);
    return ByteBuffer.wrap(UsmMessage.encode(to.id(), flags, security, ciphers, salt, data));
  }

  /** So many at once, and then one each time that one has been earned. */
  private static final class Budget {
    private final Duration most;
    private final Duration each;
    private Duration spentUntil = Duration.ZERO;

    Budget(int atOnce, Duration each) {
      this.most = each.multipliedBy(atOnce);
      this.each = each;
    }

    boolean take(Duration now) {
      Duration from = spentUntil.compareTo(now) > 0 ? spentUntil : now;
      Duration until = from.plus(each);
      if (until.minus(now).compareTo(most) > 0) {
        return false;
      }
      spentUntil = until;
      return true;
    }
  }
}
