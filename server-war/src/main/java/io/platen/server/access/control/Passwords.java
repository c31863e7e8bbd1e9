package io.platen.server.access.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords by Argon2id (RFC 9106), kept as {@code
 * $argon2id$v=19$m=KIB,t=PASSES,p=1$salt$hash}. What earlier servers hashed by PBKDF2 is still
 * taken, and hashed anew when its owner comes.
 */
@ApplicationScoped
public class Passwords {
  /** OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
  static final int KIBIBYTES = 19 * 1024;

  static final int PASSES = 2;

  /** So many are checked at the same time; the others wait in line, and not for ever. */
  private static final int AT_ONCE = 4;

  private static final long PATIENCE_SECONDS = 5;
  private static final String KIND = "argon2id";
  private static final String VERSION = "v=" + Argon2Parameters.ARGON2_VERSION_13;
  private static final String OLD_KIND = "pbkdf2-sha512";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Cost cost;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  /** What a guess costs: memory in KiB, and passes over it. */
  private record Cost(int kibibytes, int passes) {
    @Override
    public String toString() {
      return "m=" + kibibytes + ",t=" + passes + ",p=1";
    }

    static Cost of(String text) {
      String[] parts = text.split("[=,]", -1);
      return new Cost(Integer.parseInt(parts[1]), Integer.parseInt(parts[3]));
    }
  }

  public Passwords() {
    this(KIBIBYTES, PASSES);
  }

  /** Cheaper ones for tests. */
  public Passwords(int kibibytes, int passes) {
    this.cost = new Cost(kibibytes, passes);
  }

  /**
   * Runs work that hashes when it is its turn, so that many at the same time take neither the
   * memory nor the processors from the devices. Empty when that took too long.
   */
  <T> Optional<T> inTurn(Supplier<T> work) {
    try {
      if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      places.release();
    }
  }

  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        "",
        KIND,
        VERSION,
        cost.toString(),
        base64.encodeToString(salt),
        base64.encodeToString(derive(password, salt, cost)));
  }

  /** False for all that is not this password's hash: also for none, as long as nobody set one. */
  public boolean verify(String password, String stored) {
    if (PasswordRule.TOO_LONG.breaks(password)) {
      return false;
    }
    String[] parts = stored.split("\\$", -1);
    if (parts.length == 6 && parts[1].equals(KIND) && parts[2].equals(VERSION)) {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] derived = derive(password, base64.decode(parts[4]), Cost.of(parts[3]));
      return MessageDigest.isEqual(derived, base64.decode(parts[5]));
    }
    if (parts.length == 4 && parts[0].equals(OLD_KIND)) {
      return verifyOld(password, parts);
    }
    verifyNothing(password);
    return false;
  }

  /** Whether it was hashed with less work than today's. */
  boolean isOutdated(String stored) {
    return !stored.startsWith("$" + KIND + "$" + VERSION + "$" + cost + "$");
  }

  /** Takes as long as a real check, so that an unknown user is not told by the time. */
  public void verifyNothing(String password) {
    if (!PasswordRule.TOO_LONG.breaks(password)) {
      derive(password, new byte[SALT_BYTES], cost);
    }
  }

  private static byte[] derive(String password, byte[] salt, Cost cost) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.kibibytes)
            .withIterations(cost.passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    // One keyboard composes an accent, another writes letter and accent: both are one password.
    byte[] typed =
        Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(typed, hash);
    Arrays.fill(typed, (byte) 0);
    return hash;
  }

  private static boolean verifyOld(String password, String[] parts) {
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] expected = base64.decode(parts[3]);
    PBEKeySpec spec =
        new PBEKeySpec(
            password.toCharArray(),
            base64.decode(parts[2]),
            Integer.parseInt(parts[1]),
            Byte.SIZE * expected.length);
    try {
      byte[] derived =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
      return MessageDigest.isEqual(derived, expected);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has PBKDF2 with HMAC-SHA-512", e);
    } finally {
      spec.clearPassword();
    }
  }
}
