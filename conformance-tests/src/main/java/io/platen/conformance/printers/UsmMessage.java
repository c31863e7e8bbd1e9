package io.platen.conformance.printers;

import io.platen.protocol.sync.SnmpUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.OctetString;

/**
 * A message of SNMP v3 with the user-based security model (RFC 3412 section 6, RFC 3414 section
 * 2.4), its data as it came.
 *
 * @param codePlace where the code begins that authenticates it
 * @param data the scoped PDU, encrypted where the flags say so
 */
public record UsmMessage(
    int id,
    int flags,
    Engine engine,
    String user,
    OctetString code,
    int codePlace,
    OctetString salt,
    OctetString data) {
  public static final int AUTHENTICATED = 1;
  public static final int ENCRYPTED = 2;
  public static final int REPORTABLE = 4;

  private static final int LARGEST = 65_507;
  private static final int USER_BASED = 3;

  /** The engine that is authoritative, and its time: both 0 in the question who is there. */
  public record Engine(OctetString id, int boots, int time) {
    public static final Engine UNKNOWN = new Engine(new OctetString(), 0, 0);
  }

  /**
   * By a user, authenticated and encrypted.
   *
   * @param flags what is asked for beside that
   */
  public static byte[] sealed(int id, int flags, Engine engine, SnmpUser user, ScopedPDU pdu) {
    UsmKeys keys = new UsmKeys(user, engine.id());
    UsmKeys.Sealed sealed = keys.encrypt(encoded(pdu), engine);
    byte[] data = written(out -> BER.encodeString(out, BER.OCTETSTRING, sealed.data().getValue()));
    Written written =
        whole(
            id,
            flags | AUTHENTICATED | ENCRYPTED,
            engine,
            user.name(),
            UsmKeys.CODE,
            sealed.salt().getValue(),
            data);
    byte[] code = keys.code(written.bytes());
    System.arraycopy(code, 0, written.bytes(), written.codePlace(), code.length);
    return written.bytes();
  }

  /** In somebody's name, neither authenticated nor encrypted. */
  public static byte[] open(int id, int flags, Engine engine, String user, ScopedPDU pdu) {
    return whole(id, flags, engine, user, 0, new byte[0], encoded(pdu)).bytes();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Written(byte[] bytes, int codePlace) {}

  private static Written whole(
      int id, int flags, Engine engine, String user, int codeLength, byte[] salt, byte[] data) {
    byte[] header =
        sequence(
            integer(id), integer(LARGEST), octets(new byte[] {(byte) flags}), integer(USER_BASED));
    byte[] security =
        sequence(
            octets(engine.id().getValue()),
            integer(engine.boots()),
            integer(engine.time()),
            octets(user.getBytes(StandardCharsets.UTF_8)),
            octets(new byte[codeLength]),
            octets(salt));
    byte[] bytes = sequence(integer(SnmpMessage.V3), header, octets(security), data);
    int after = octets(salt).length + data.length;
    return new Written(bytes, bytes.length - after - codeLength);
  }

  /**
   * Without a look at who has written it.
   *
   * @throws IOException for what is no such message
   */
  public static UsmMessage decode(byte[] bytes) throws IOException {
    BERInputStream in = new BERInputStream(ByteBuffer.wrap(bytes));
    BER.MutableByte type = new BER.MutableByte();
    BER.decodeHeader(in, type);
    if (BER.decodeInteger(in, type) != SnmpMessage.V3) {
      throw new IOException("Another version");
    }
    BER.decodeHeader(in, type);
    int id = BER.decodeInteger(in, type);
    BER.decodeInteger(in, type);
    byte[] flags = BER.decodeString(in, type);
    if (BER.decodeInteger(in, type) != USER_BASED || flags.length != 1) {
      throw new IOException("Not the user-based model");
    }
    BER.decodeHeader(in, type);
    BER.decodeHeader(in, type);
    OctetString engine = new OctetString(BER.decodeString(in, type));
    int boots = BER.decodeInteger(in, type);
    int time = BER.decodeInteger(in, type);
    String user = new String(BER.decodeString(in, type), StandardCharsets.UTF_8);
    byte[] code = BER.decodeString(in, type);
    int codePlace = (int) in.getPosition() - code.length;
    byte[] salt = BER.decodeString(in, type);
    byte[] data =
        (flags[0] & ENCRYPTED) != 0
            ? BER.decodeString(in, type)
            : Arrays.copyOfRange(bytes, (int) in.getPosition(), bytes.length);
    return new UsmMessage(
        id,
        flags[0],
        new Engine(engine, boots, time),
        user,
        new OctetString(code),
        codePlace,
        new OctetString(salt),
        new OctetString(data));
  }

  /** Whether nobody has to show who it is by. */
  public boolean isOpen() {
    return (flags & (AUTHENTICATED | ENCRYPTED)) == 0;
  }

  /** What it says, where nobody has to show anything. */
  public ScopedPDU openPdu() throws IOException {
    return pdu(data.getValue());
  }

  /**
   * What this user has sealed.
   *
   * @param bytes the whole message
   * @throws IOException where it was not this user
   */
  public ScopedPDU unsealed(byte[] bytes, SnmpUser by) throws IOException {
    if ((flags & (AUTHENTICATED | ENCRYPTED)) != (AUTHENTICATED | ENCRYPTED)) {
      throw new IOException("Not sealed");
    }
    UsmKeys keys = new UsmKeys(by, engine.id());
    byte[] blank = bytes.clone();
    Arrays.fill(blank, codePlace, codePlace + code.length(), (byte) 0);
    if (!user.equals(by.name()) || !Arrays.equals(keys.code(blank), code.getValue())) {
      throw new IOException("Not by this user");
    }
    return pdu(keys.decrypt(data.getValue(), salt.getValue(), engine));
  }

  private static ScopedPDU pdu(byte[] bytes) throws IOException {
    ScopedPDU pdu = new ScopedPDU();
    pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(bytes)));
    return pdu;
  }

  private static byte[] encoded(ScopedPDU pdu) {
    return written(pdu::encodeBER);
  }

  private static byte[] integer(int value) {
    return written(out -> BER.encodeInteger(out, BER.INTEGER, value));
  }

  private static byte[] octets(byte[] value) {
    return written(out -> BER.encodeString(out, BER.OCTETSTRING, value));
  }

  private static byte[] sequence(byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    return written(
        out -> {
          BER.encodeHeader(out, BER.SEQUENCE, content.size());
          content.writeTo(out);
        });
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("Memory takes everything", e);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }
}
