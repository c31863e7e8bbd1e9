package io.platen.protocol.seal;

import io.platen.protocol.Limit;
import io.platen.protocol.codec.SealedHeaderCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.xml.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Opens envelopes: decrypts, verifies, compares, and parses nothing but the header. Its steps are
 * those of the specification, chapter SEA. Used by any number of threads.
 */
public final class Opener {
  private static final int HEADER_BYTES = (int) Limit.SEAL_HEADER_BYTES.value();

  private final String audience;
  private final SealingKeys keys;

  /**
   * @param audience what this server is called in its sealing certificates
   */
  public Opener(String audience, SealingKeys keys) {
    this.audience = audience;
    this.keys = keys;
  }

  /** The server's private keys. */
  public interface SealingKeys {
    Optional<PrivateKey> find(KeyId id);
  }

  /** The certificates of one device, those that have expired too (PLT-SEA-029). */
  public interface Certificates {
    Optional<X509Certificate> find(KeyId id);
  }

  /**
   * What was in an envelope.
   *
   * @param packed the document, packed with gzip and not looked at yet
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, by the one who opens
  public record Opened(SealedHeader header, byte[] packed) {}

  /**
   * @param sender the device of the TLS connection
   * @throws ProtocolException when a step refuses; type and requirement say which
   */
  public Opened open(byte[] envelope, UUID sender, Certificates certificates)
      throws ProtocolException {
    // 1. [PLT-SEA-021] The form, before any key is touched.
    Outside outside = Outside.parse(envelope);
    // 2. [PLT-SEA-022] [PLT-SEA-023] Decrypt.
    byte[] inside = decrypt(outside);
    // 3. [PLT-SEA-024] Verify.
    Inside signed = Inside.parse(inside);
    verify(signed, certificates);
    // 4. [PLT-SEA-025] [PLT-SEA-026] Compare.
    byte[] content = signed.content();
    int end = headerEnd(content);
    SealedHeader header = header(Arrays.copyOf(content, end));
    compare(header, sender);
    // 5. De-duplicating and parsing are the caller's, in this order.
    return new Opened(header, Arrays.copyOfRange(content, end + 1, content.length));
  }

  private byte[] decrypt(Outside outside) throws ProtocolException {
    PrivateKey key =
        keys.find(outside.recipient())
            .orElseThrow(
                () ->
                    new ProtocolException(
                        ProblemType.SEALING_KEY_UNKNOWN,
                        "PLT-SEA-023",
                        "No sealing key here is called "
                            + outside.recipient().hex()
                            + "; seal for the one in the sync document"));
    try {
      SecretKey content = KeyWrap.unwrap(outside.wrapped(), key, outside.once());
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          content,
          new GCMParameterSpec(Sealer.TAG_BYTES * Byte.SIZE, outside.nonce()));
      byte[] encrypted = outside.encrypted();
      byte[] sealed = Arrays.copyOf(encrypted, encrypted.length + Sealer.TAG_BYTES);
      System.arraycopy(outside.tag(), 0, sealed, encrypted.length, Sealer.TAG_BYTES);
      return cipher.doFinal(sealed);
    } catch (AEADBadTagException | java.security.InvalidKeyException e) {
      throw new ProtocolException(
          ProblemType.SEAL_BROKEN,
          "PLT-SEA-022",
          "The envelope does not open with its key: it was changed after it was sealed");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES-GCM and AES key wrap", e);
    }
  }

  private static void verify(Inside signed, Certificates certificates) throws ProtocolException {
    X509Certificate signer =
        certificates
            .find(signed.signer())
            .orElseThrow(
                () ->
                    unsigned("No certificate of this device has the key " + signed.signer().hex()));
    try {
      if (!P256.isOnCurve(signer.getPublicKey())) {
        throw unsigned("The device's certificate has a key that is not on P-256");
      }
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(signer.getPublicKey());
      signature.update(signed.attributes());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(signed.content());
      if (!signature.verify(signed.signature())
          || !MessageDigest.isEqual(digest, signed.digest())) {
        throw unsigned("The signature does not fit");
      }
    } catch (java.security.SignatureException e) {
      throw unsigned("The signature is none of ECDSA");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has ECDSA with SHA-256", e);
    }
  }

  private void compare(SealedHeader header, UUID sender) throws ProtocolException {
    if (!header.audience().equals(audience)) {
      throw new ProtocolException(
          ProblemType.WRONG_AUDIENCE,
          "PLT-SEA-025",
          "The envelope is for " + header.audience() + ", and this is " + audience);
    }
    if (!header.device().equals(sender)) {
      throw new ProtocolException(
          ProblemType.DEVICE_MISMATCH,
          "PLT-SEA-026",
          "The envelope names device " + header.device() + ", the certificate " + sender);
    }
  }

  private static SealedHeader header(byte[] line) throws ProtocolException {
    try {
      return SealedHeaderCodec.read(line);
    } catch (ProtocolException e) {
      throw Outside.malformed("its header is none: " + e.getMessage());
    }
  }

  private static int headerEnd(byte[] content) throws ProtocolException {
    int most = Math.min(content.length, HEADER_BYTES + 1);
    for (int i = 0; i < most; i++) {
      if (content[i] == '\n') {
        return i;
      }
    }
    throw Outside.malformed("its content does not begin with a header and a line feed");
  }

  private static ProtocolException unsigned(String why) {
    return new ProtocolException(ProblemType.SIGNATURE_INVALID, "PLT-SEA-024", why);
  }
}
