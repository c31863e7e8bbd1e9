package io.platen.protocol.update;

import java.util.List;

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

  byte[] message() {
    return message.clone();
  }

  byte[] content() {
    return content.clone();
  }

  List<Signature> signatures() {
    return signatures;
  }
}
