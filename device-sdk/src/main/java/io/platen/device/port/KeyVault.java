package io.platen.device.port;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Optional;

/**
 * Where the keys that a device makes for itself are kept: on its disk, or in a secure element, a
 * TPM or a token that no key ever leaves. A private key that it gives may be a handle, good for
 * signing with the runtime's {@code Signature} and for nothing else.
 */
public interface KeyVault {
  /**
   * Makes a key on P-256. It is durable before this returns, or its reference is all of it.
   *
   * @throws IOException when the vault is away, full or locked; the message says what to do
   */
  Made make() throws IOException;

  /**
   * The key that was made under that reference.
   *
   * @throws IOException when it is not there
   */
  PrivateKey find(Reference reference) throws IOException;

  /** Destroys all keys of this device but these: what was made and never came into use. */
  void keepOnly(Collection<Reference> used) throws IOException;

  /**
   * 32 bytes, the same each time, that nobody has without the vault: what the device stores is
   * encrypted under them. Empty where the vault keeps none; the device then has a file for that.
   */
  Optional<byte[]> secret() throws IOException;

  /** A new pair. */
  record Made(Reference reference, PrivateKey key, PublicKey publicKey) {}

  /**
   * By this a key is found again. The device stores it encrypted.
   *
   * @param text printable ASCII; a secret where the vault has no place of its own
   */
  record Reference(String text) {
    /** Not what may be the key itself. */
    @Override
    public String toString() {
      return "reference of a key";
    }
  }
}
