package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.SigningKey;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Keys of one person in a file: PKCS#8 in PEM, encrypted (PBES2, AES-256, PBKDF2 with
 * HMAC-SHA-256), and beside it the public ones; {@code openssl pkcs8} reads them too.
 */
final class KeyFiles {
  private static final int ITERATIONS = 600_000;
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private KeyFiles() {}

  /** A new pair of keys, one of each kind. */
  static List<SigningKey> hybrid() {
    SecureRandom random = new SecureRandom();
    return List.of(SigningKey.ecdsa(random), SigningKey.mldsa(random));
  }

  /** The file of public keys that stands beside a file of private ones. */
  static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.key$", "") + ".pub");
  }

  /** Writes {@code NAME.key}, which only its owner reads, and {@code NAME.pub} beside it. */
  static void write(Path file, List<SigningKey> keys, char[] passphrase) {
    try {
      StringWriter secret = new StringWriter();
      StringWriter open = new StringWriter();
      try (PemWriter secrets = new PemWriter(secret);
          PemWriter publics = new PemWriter(open)) {
        for (SigningKey key : keys) {
          secrets.writeObject(
              new PemObject("ENCRYPTED PRIVATE KEY", encrypt(key.pkcs8(), passphrase)));
          publics.writeObject(new PemObject("PUBLIC KEY", key.key().encoded()));
        }
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, secret.toString());
      Files.writeString(publicFile(file), open.toString());
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(file + " is there already; a key is never overwritten", e);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static byte[] encrypt(byte[] pkcs8, char[] passphrase) throws IOException {
    try {
      return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(pkcs8))
          .build(
              new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                  .setProvider(PROVIDER)
                  .setPRF(
                      new AlgorithmIdentifier(
                          PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                  .setIterationCount(ITERATIONS)
                  .build(passphrase))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("BouncyCastle has PBES2", e);
    }
  }

  /** Reads private keys, encrypted or not; the passphrase is asked for where one is needed. */
  static List<SigningKey> read(Path file, Passphrase passphrase) {
    List<SigningKey> keys = new ArrayList<>();
    for (PemObject block : blocks(file)) {
      try {
        switch (block.getType()) {
          case "PRIVATE KEY" -> keys.add(SigningKey.read(block.getContent()));
          case "ENCRYPTED PRIVATE KEY" ->
              keys.add(SigningKey.read(decrypt(block.getContent(), passphrase.of(file))));
          default -> {} // certificates, public keys and the like may stand beside it
        }
      } catch (IllegalArgumentException | IOException e) {
        throw new CommandFailure(file + ": " + e.getMessage(), e);
      } catch (PKCSException e) {
        throw new CommandFailure(file + ": the passphrase does not open it", e);
      }
    }
    if (keys.isEmpty()) {
      throw new CommandFailure(
          file
              + " has no private key: there is no \"BEGIN PRIVATE KEY\" in it, nor an encrypted one");
    }
    return List.copyOf(keys);
  }

  private static byte[] decrypt(byte[] encrypted, char[] passphrase)
      throws IOException, PKCSException {
    return new PKCS8EncryptedPrivateKeyInfo(encrypted)
        .decryptPrivateKeyInfo(
            new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(PROVIDER).build(passphrase))
        .getEncoded();
  }

  /** Reads public keys. */
  static List<MetadataKey> readPublic(Path file) {
    List<MetadataKey> keys = new ArrayList<>();
    for (PemObject block : blocks(file)) {
      if (block.getType().equals("PUBLIC KEY")) {
        try {
          keys.add(SigningKey.publicKey(block.getContent()));
        } catch (IllegalArgumentException e) {
          throw new CommandFailure(file + ": " + e.getMessage(), e);
        }
      }
    }
    if (keys.isEmpty()) {
      throw new CommandFailure(file + " has no public key: there is no \"BEGIN PUBLIC KEY\" in it");
    }
    return List.copyOf(keys);
  }

  private static List<PemObject> blocks(Path file) {
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(Files.readString(file)))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
      return blocks;
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + ": there is no such file", e);
    } catch (IOException | RuntimeException e) { // PemReader throws both for what is no PEM
      throw new CommandFailure(file + " cannot be read as PEM: " + e.getMessage(), e);
    }
  }
}
