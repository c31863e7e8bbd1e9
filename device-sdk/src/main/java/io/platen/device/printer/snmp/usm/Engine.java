package io.platen.device.printer.snmp.usm;

import io.platen.device.printer.Refusal;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * What is known of the authoritative engine behind one address, for one user: its id, its boots and
 * time (RFC 3414 section 2.2), and the user's keys there. It is learnt from the engine's own
 * reports, kept for the next requests, and learnt anew when the engine was restarted or exchanged.
 * Belongs to one thread at a time.
 */
public final class Engine {
  /** RFC 3411 section 5: SnmpEngineID has 5 to 32 bytes. */
  private static final int SHORTEST_ID = 5;

  private static final int LONGEST_ID = 32;

  private static final Map<OID, Refusal> REFUSALS =
      Map.of(
          SnmpConstants.usmStatsUnknownUserNames, Refusal.UNKNOWN_USER,
          SnmpConstants.usmStatsWrongDigests, Refusal.WRONG_KEY,
          SnmpConstants.usmStatsDecryptionErrors, Refusal.NOT_DECRYPTED,
          SnmpConstants.usmStatsUnsupportedSecLevels, Refusal.UNSUPPORTED_LEVEL,
          SnmpConstants.snmpUnknownContexts, Refusal.UNKNOWN_CONTEXT);

  private final SnmpUser user;
  private byte[] id = new byte[0];
  private @Nullable Ciphers ciphers;
  private int boots;
  private int time;
  private Instant timeOf = Instant.EPOCH;
  private boolean answered;

  public Engine(SnmpUser user) {
    this.user = user;
  }

  /** The id of a message of v3, with which its answer comes back; nothing where it is none. */
  public static OptionalInt messageId(byte[] datagram) {
    return UsmMessage.decode(datagram)
        .map(message -> OptionalInt.of(message.id()))
        .orElseGet(OptionalInt::empty);
  }

  /** Whether it told who it is, and has not answered anything that was encrypted. */
  public boolean isDeafToCiphers() {
    return ciphers != null && ciphers.encrypt() && !answered;
  }

  private void forget() {
    id = new byte[0];
    ciphers = null;
    answered = false;
  }

  /**
   * The request as this engine takes it; while its id is not known, the discovery of RFC 3414
   * section 4, which names no user. The id of the message is the request's.
   *
   * @param now to reckon the engine's time by
   */
  public ByteBuffer encode(PDU request, Instant now) {
    int messageId = request.getRequestID().getValue();
    Ciphers known = ciphers;
    if (known == null) {
      return ByteBuffer.wrap(
          UsmMessage.encode(
              messageId,
              UsmMessage.REPORTABLE,
              new UsmMessage.Parameters(buffer(id), 0, 0, buffer(id)),
              null,
              new byte[0],
              scoped(new PDU(), PDU.GET, messageId)));
    }
    return encode(request, messageId, known, engineTime(now));
  }

  private ByteBuffer encode(PDU request, int messageId, Ciphers known, int now) {
    byte[] data = scoped(request, request.getType(), messageId);
    byte[] salt = new byte[0];
    int flags = UsmMessage.REPORTABLE;
    if (known.encrypt()) {
      Ciphers.Sealed sealed = known.seal(data, boots, now);
      data = UsmMessage.bytes(sealed.data());
      salt = UsmMessage.bytes(sealed.salt());
      flags |= UsmMessage.ENCRYPTED;
    }
    if (known.authenticate()) {
      flags |= UsmMessage.AUTHENTICATED;
    }
    UsmMessage.Parameters security =
        new UsmMessage.Parameters(
            buffer(id), boots, now, buffer(user.name().getBytes(StandardCharsets.UTF_8)));
    return ByteBuffer.wrap(UsmMessage.encode(messageId, flags, security, known, salt, data));
  }

  private byte[] scoped(PDU request, int type, int requestId) {
    ScopedPDU scoped = new ScopedPDU();
    scoped.setType(type);
    scoped.setRequestID(new org.snmp4j.smi.Integer32(requestId));
    scoped.setContextEngineID(new OctetString(id));
    scoped.setContextName(new OctetString(user.context()));
    if (type == PDU.GETBULK) {
      scoped.setNonRepeaters(request.getNonRepeaters());
      scoped.setMaxRepetitions(request.getMaxRepetitions());
    }
    request.getVariableBindings().forEach(scoped::add);
    return UsmMessage.written(scoped::encodeBER);
  }

  private int engineTime(Instant now) {
    // A clock that was put back or forth makes this wrong; the engine's report puts it right.
    long passed = Math.max(0, Duration.between(timeOf, now).toSeconds());
    return (int) Math.min(Integer.MAX_VALUE, time + passed);
  }

  /**
   * What the engine says to the request with that id. RFC 3414 section 3.2; of its step 7b only the
   * taking over of the time is done: the id of our message is random and is authenticated with the
   * answer, so an old answer is no answer.
   */
  public Heard hear(byte[] datagram, int requestId, Instant now) {
    UsmMessage message = UsmMessage.decode(datagram).orElse(null);
    if (message == null || message.id() != requestId) {
      return new Heard.Nothing();
    }
    Ciphers known = ciphers;
    if (known == null) {
      return discover(message, now);
    }
    boolean same = Arrays.equals(UsmMessage.bytes(message.security().engineId()), id);
    // 3.2 step 6: what says that it is authenticated is so, or was not said.
    if (message.isAuthenticated() && !(same && isAuthentic(message, datagram, known))) {
      return new Heard.Nothing();
    }
    ScopedPDU pdu = open(message, known).orElse(null);
    if (pdu == null) {
      return new Heard.Nothing();
    }
    if (pdu.getType() == PDU.REPORT) {
      return report(message, pdu, now);
    }
    boolean asSafeAsAsked =
        message.isAuthenticated() == known.authenticate()
            && message.isEncrypted() == known.encrypt();
    if (!same || !asSafeAsAsked || pdu.getType() != PDU.RESPONSE) {
      return new Heard.Nothing();
    }
    answered = true;
    if (message.isAuthenticated()) {
      follow(message, now);
    }
    return new Heard.Response(pdu);
  }

  private static boolean isAuthentic(UsmMessage message, byte[] datagram, Ciphers known) {
    return known.isAuthentic(datagram, message.codePlace(), message.code().remaining());
  }

  /** RFC 3414 section 4: the report to our empty request names the engine and its time. */
  private Heard discover(UsmMessage message, Instant now) {
    byte[] told = UsmMessage.bytes(message.security().engineId());
    if (told.length < SHORTEST_ID || told.length > LONGEST_ID) {
      return new Heard.Nothing();
    }
    id = told;
    ciphers = new Ciphers(user, told);
    // Not authenticated, so only a first guess: where it is wrong, an authentic report tells.
    follow(message, now);
    return new Heard.AskAgain();
  }

  private void follow(UsmMessage message, Instant now) {
    boots = message.security().boots();
    time = message.security().time();
    timeOf = now;
  }

  private Heard report(UsmMessage message, ScopedPDU pdu, Instant now) {
    OID cause = pdu.size() == 0 ? new OID() : pdu.get(0).getOid();
    if (cause.startsWith(SnmpConstants.usmStatsUnknownEngineIDs)) {
      // Another board answers there, or this one was given a new id.
      forget();
      return new Heard.AskAgain();
    }
    if (cause.startsWith(SnmpConstants.usmStatsNotInTimeWindows)) {
      if (!message.isAuthenticated()) {
        return new Heard.Nothing();
      }
      follow(message, now);
      return new Heard.AskAgain();
    }
    return REFUSALS.entrySet().stream()
        .filter(each -> cause.startsWith(each.getKey()))
        .findFirst()
        .<Heard>map(each -> new Heard.Refused(each.getValue()))
        .orElseGet(Heard.Nothing::new);
  }

  private static Optional<ScopedPDU> open(UsmMessage message, Ciphers known) {
    try {
      byte[] data = UsmMessage.bytes(message.data());
      if (message.isEncrypted()) {
        data =
            known.open(
                data,
                UsmMessage.bytes(message.salt()),
                message.security().boots(),
                message.security().time());
      }
      ScopedPDU pdu = new ScopedPDU();
      pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(data)));
      return Optional.of(pdu);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }
}
