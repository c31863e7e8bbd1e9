package io.platen.device.identity;

import io.platen.device.port.KeyVault;
import io.platen.device.port.Storage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that never leaves the device: made at the first start, kept in a file with mode 600.
 * What the device stores is encrypted under it with AES-256-GCM, and masks are keyed with it.
 *
 * <p>Where a {@link KeyVault} keeps the secret there is no such file, and the disk alone tells
 * nothing. Else the key lies on the same disk as what it protects: it keeps a copied store file or
 * a backup without the key file unreadable, and no more. Reports that wait need it not: they are
 * sealed for the server (chapter SEA).
 */
public final class LocalKey {
  private static final String FILE = "device.key";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec storeKey;
  private final SecretKeySpec maskKey;
  private final SecureRandom random;

  private LocalKey(byte[] secret, SecureRandom random) {
    this.storeKey = new SecretKeySpec(derive(secret, "platen store 1"), "AES");
    this.maskKey = new SecretKeySpec(derive(secret, "platen mask 1"), "HmacSHA256");
    this.random = random;
  }

  /**
   * Reads the key, or makes it at the first start.
   *
   * @throws IOException when the file cannot be read or written, or is damaged
   */
  public static LocalKey load(Storage storage, SecureRandom random) throws IOException {
    Optional<byte[]> stored = stored(storage);
    if (stored.isPresent()) {
      return new LocalKey(stored.get(), random);
    }
    byte[] secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    storage.write(FILE, secret);
    return new LocalKey(secret, random);
  }

  /**
   * From the vault, where that keeps a secret; else from the file.
   *
   * @throws IOException when the vault is away, or the file cannot be used
   */
  public static LocalKey load(Storage storage, KeyVault vault, SecureRandom random)
      throws IOException {
    Optional<byte[]> kept = vault.secret();
    return kept.isPresent() ? new LocalKey(kept.get(), random) : load(storage, random);
  }

  /**
   * Reads the key for one who only reads; empty where the device never started.
   *
   * @throws IOException when the file cannot be read, or is damaged
   */
  public static Optional<LocalKey> find(Storage storage) throws IOException {
    return stored(storage).map(secret -> new LocalKey(secret, new SecureRandom()));
  }

  private static Optional<byte[]> stored(Storage storage) throws IOException {
    Optional<byte[]> stored = storage.read(FILE);
    if (stored.isPresent() && stored.get().length != KEY_BYTES) {
      throw new IOException(
          FILE
              + " is damaged: "
              + stored.get().length
              + " bytes instead of "
              + KEY_BYTES
              + "; reset the device to start anew");
    }
    return stored;
  }

  /** Forgets the key: what was encrypted under it cannot be read any more. */
  public static void delete(Storage storage) throws IOException {
    storage.wipe(FILE);
  }

  /** Nonce, ciphertext and tag; opens only with the same {@code context}. */
  public byte[] encrypt(byte[] plain, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  /** Undoes {@link #encrypt}; empty where the bytes were changed or another key made them. */
  public Optional<byte[]> decrypt(byte[] sealed, byte[] context) {
    if (sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), context);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, storeKey, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  /** The same tag for the same text: 64 bits in hexadecimal, useless without the key. */
  public String tag(String text) {
    byte[] mac = mac(maskKey, text);
    return HexFormat.of().formatHex(mac, 0, 8);
  }

  private static byte[] derive(byte[] secret, String label) {
    return mac(new SecretKeySpec(secret, "HmacSHA256"), label);
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
