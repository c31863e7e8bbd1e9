package io.platen.protocol.update;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A metadata file, opened and not yet trusted: what was signed, and by whom. Nobody has looked into
 * what was signed.
 */
public final class SignedFile {
  private final byte[] message;
  private final byte[] content;
  private final List<Signature> signatures;

  /**
   * @param message the bytes that the signatures are over
   * @param content the bytes that a codec reads once the signatures hold
   */
  public SignedFile(byte[] message, byte[] content, List<Signature> signatures) {
    this.message = message.clone();
    this.content = content.clone();
    this.signatures = List.copyOf(signatures);
  }

  /**
   * One signature of a file.
   *
   * @param keyId whose it claims to be
   * @param value in hexadecimal
   */
  public record Signature(String keyId, String value) {}

  /** What was signed, when this key has signed it, and empty otherwise. [PLT-UPD-001] */
  public Optional<byte[]> contentSignedBy(MetadataKey key, SignatureCheck check) {
    Signers one = new Signers(Map.of(key.id(), key), RoleKeys.of(1, Set.of(key.id())));
    return one.haveSigned(this, check) ? Optional.of(content()) : Optional.empty();
  }

  /** What the signatures are over. */
  public byte[] message() {
    return message.clone();
  }

  /** What was signed: to be read by those only who have looked at the signatures. [PLT-UPD-001] */
  public byte[] content() {
    return content.clone();
  }

  /** Whatever keys they claim to be of. */
  public List<Signature> signatures() {
    return signatures;
  }
}
