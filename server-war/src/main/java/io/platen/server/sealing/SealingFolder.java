package io.platen.server.sealing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The sealing keys on the disk: {@code sealing.p12}, a PKCS#12 store encrypted (AES-256) under the
 * server's secret. Several nodes may share the folder.
 */
final class SealingFolder {
  private final Path folder;
  private final char[] secret;

  SealingFolder(Path folder, String secret) {
    this.folder = folder;
    this.secret = secret.toCharArray();
  }

  private Path file() {
    return folder.resolve("sealing.p12");
  }

  /** Changes when another node has written; null-like epoch where there is no file. */
  FileTime changed() throws IOException {
    return Files.exists(file()) ? Files.getLastModifiedTime(file()) : FileTime.fromMillis(0);
  }

  /** The newest first; empty before the first was made. */
  List<SealingKey> read() throws IOException, GeneralSecurityException {
    if (!Files.exists(file())) {
      return List.of();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file())) {
      store.load(in, secret);
    }
    List<SealingKey> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, secret) instanceof PrivateKey key
          && store.getCertificate(alias) instanceof X509Certificate certificate) {
        keys.add(new SealingKey(key, certificate));
      }
    }
    keys.sort(Comparator.comparing(SealingKey::from).reversed());
    return List.copyOf(keys);
  }

  void write(List<SealingKey> keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (SealingKey each : keys) {
      store.setKeyEntry(
          each.id().hex(), each.key(), secret, new Certificate[] {each.certificate()});
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, secret);
    Path part = folder.resolve("sealing.p12.part");
    Files.deleteIfExists(part);
    Files.createFile(part, onlyOwner(part));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(content.toByteArray()));
      channel.force(true);
    }
    Files.move(part, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** One node at a time. */
  void locked(Work work) throws IOException, GeneralSecurityException {
    if (!Files.isDirectory(folder)) { // nor a link to one
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("sealing.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid()) {
        work.run();
      }
    }
  }

  /** What is done under the lock. */
  interface Work {
    void run() throws IOException, GeneralSecurityException;
  }

  private static FileAttribute<?>[] onlyOwner(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
