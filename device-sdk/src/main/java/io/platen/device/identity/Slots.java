package io.platen.device.identity;

import io.platen.device.port.KeyVault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a device has been given, and what it is about to be given.
 *
 * @param current the pair that a host has let it in with; null before
 * @param next the pair that comes after it; without certificates while no answer has come
 * @param authorities whom an activation string has vouched for, or the server has named
 * @param replaces print of the pinned authorities that these stand in the place of; empty where
 *     they stand beside them
 */
record Slots(
    @Nullable Pair current,
    @Nullable Pair next,
    List<X509Certificate> authorities,
    String replaces) {
  static final Slots EMPTY = new Slots(null, null, List.of(), "");

  private static final int VERSION = 2;

  /** Keys stood in it as PKCS#8, and authorities were never replaced. */
  private static final int FIRST_VERSION = 1;

  private static final int MOST = 16 * 1024;

  Slots {
    authorities = List.copyOf(authorities);
  }

  /**
   * A key with its certificates, the device's own first.
   *
   * @param reference by which the vault finds the key
   * @param chain empty while the certificate is asked for
   */
  record Pair(
      KeyVault.Reference reference,
      PrivateKey key,
      PublicKey publicKey,
      List<X509Certificate> chain) {
    static Pair of(KeyVault.Made made) {
      return new Pair(made.reference(), made.key(), made.publicKey(), List.of());
    }

    Pair with(List<X509Certificate> certificates) {
      return new Pair(reference, key, publicKey, certificates);
    }

    Pair {
      chain = List.copyOf(chain);
    }

    boolean isCertified() {
      return !chain.isEmpty();
    }

    X509Certificate certificate() {
      return chain.get(0);
    }
  }

  Slots withNext(@Nullable Pair pair) {
    return new Slots(current, pair, authorities, replaces);
  }

  Slots withAuthorities(List<X509Certificate> vouched, String inPlaceOf) {
    return new Slots(current, next, vouched, inPlaceOf);
  }

  /** Of the keys that are in use, or are to be. */
  List<KeyVault.Reference> references() {
    return Stream.of(current, next).filter(Objects::nonNull).map(Pair::reference).toList();
  }

  byte[] write() throws IOException, GeneralSecurityException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    write(out, current);
    write(out, next);
    write(out, authorities);
    out.writeUTF(replaces);
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable Pair pair)
      throws IOException, GeneralSecurityException {
    out.writeBoolean(pair != null);
    if (pair != null) {
      write(out, pair.reference().text().getBytes(StandardCharsets.US_ASCII));
      write(out, pair.publicKey().getEncoded());
      write(out, pair.chain());
    }
  }

  private static void write(DataOutputStream out, List<X509Certificate> certificates)
      throws IOException, GeneralSecurityException {
    out.writeByte(certificates.size());
    for (X509Certificate each : certificates) {
      write(out, each.getEncoded());
    }
  }

  private static void write(DataOutputStream out, byte[] part) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  /**
   * @throws IOException when the bytes are something else, or the vault lacks a key
   */
  static Slots read(byte[] bytes, KeyVault vault) throws IOException {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int version = in.readByte();
      if (version != VERSION && version != FIRST_VERSION) {
        throw new IOException("It is of another version");
      }
      return new Slots(
          pair(in, version, vault),
          pair(in, version, vault),
          certificates(in),
          version == FIRST_VERSION ? "" : in.readUTF());
    } catch (GeneralSecurityException e) {
      throw new IOException("It holds no keys and certificates", e);
    }
  }

  private static @Nullable Pair pair(DataInputStream in, int version, KeyVault vault)
      throws IOException, GeneralSecurityException {
    if (!in.readBoolean()) {
      return null;
    }
    byte[] kept = part(in);
    KeyVault.Reference reference =
        version == FIRST_VERSION
            ? KeysOnDisk.reference(kept)
            : new KeyVault.Reference(new String(kept, StandardCharsets.US_ASCII));
    PublicKey publicKey =
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(part(in)));
    return new Pair(reference, vault.find(reference), publicKey, certificates(in));
  }

  private static List<X509Certificate> certificates(DataInputStream in)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    int count = in.readUnsignedByte();
    for (int i = 0; i < count; i++) {
      found.add(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(part(in))));
    }
    return found;
  }

  private static byte[] part(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new IOException("A part of it has an impossible length");
    }
    byte[] part = new byte[length];
    in.readFully(part);
    return part;
  }
}
