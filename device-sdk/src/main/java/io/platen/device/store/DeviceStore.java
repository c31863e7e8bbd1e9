package io.platen.device.store;

import io.platen.device.identity.LocalKey;
import io.platen.device.port.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * Named values and numbered reports in one file, changed all or nothing. When {@link #change}
 * returns, the change is on the disk (MVStore's {@code commit} alone does not ask the disk to
 * write; {@code sync} does). When it throws, nothing has changed, and the store works on: MVStore
 * closes itself after a failed write, so the file is opened anew. After {@link #close} nothing is
 * opened any more, whatever another thread still wants.
 */
public final class DeviceStore implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DeviceStore.class.getName());
  private static final String FILE = "device.mv";
  private static final String CHECK = "check";
  private static final int CACHE_MEGABYTES = 1;
  private static final String NEW_FILE = "device.mv.rewritten";
  private static final long SMALLEST_REWRITE = 512 * 1024;
  private static final int GROWTH = 3;

  private final Storage storage;
  private final LocalKey key;
  private final String scheme;
  private MVStore store;
  private MVMap<String, byte[]> values;
  private MVMap<Long, byte[]> reports;
  private long rewriteFrom = SMALLEST_REWRITE;
  private boolean closed;

  private DeviceStore(Storage storage, LocalKey key, String scheme) throws StoreException {
    this.storage = storage;
    this.key = key;
    this.scheme = scheme;
    this.store = openFile();
    this.values = store.openMap("values");
    this.reports = store.openMap("reports");
  }

  /**
   * Opens the store, or makes it at the first start.
   *
   * @throws StoreException when that fails; {@link StoreException#kind()} says why
   */
  public static DeviceStore open(Storage storage, LocalKey key, SecureRandom random)
      throws StoreException {
    String scheme = "platen" + Long.toHexString(random.nextLong());
    FilePath.register(new StorageFilePath(storage, scheme, scheme + ":"));
    DeviceStore opened = null;
    try {
      opened = new DeviceStore(storage, key, scheme);
      opened.demandOwnKey();
      return opened;
    } catch (StoreException e) {
      if (opened != null) {
        opened.store.closeImmediately();
      }
      FilePath.unregister(new StorageFilePath(storage, scheme, scheme + ":"));
      throw e;
    }
  }

  /** Puts a store that cannot be read out of the way, for someone to look at. */
  public static void setAside(Storage storage) throws IOException {
    storage.rename(FILE, FILE + ".unreadable");
  }

  /** Deletes the store, and what was put aside. */
  public static void delete(Storage storage) throws IOException {
    storage.delete(FILE);
    storage.delete(FILE + ".unreadable");
    storage.delete(NEW_FILE);
  }

  private void demandOwnKey() throws StoreException {
    if (values.containsKey(CHECK)) {
      find(CHECK);
    } else if (values.isEmpty() && reports.isEmpty()) {
      change(writer -> writer.put(CHECK, new byte[0]));
    } else {
      throw unreadable("it was not written by this version", null);
    }
  }

  private MVStore openFile() throws StoreException {
    return openFile(FILE);
  }

  private MVStore openFile(String file) throws StoreException {
    try {
      MVStore opened =
          new MVStore.Builder()
              .fileName(scheme + ":" + file)
              .autoCommitDisabled() // no thread of its own, and no write that we did not order
              .cacheSize(CACHE_MEGABYTES)
              .open();
      // Only ever append: a crash between MVStore's write into freed space and that of its header
      // would bring an older state back. What is dead goes when the file is rewritten.
      opened.setReuseSpace(false);
      return opened;
    } catch (MVStoreException e) {
      throw notOpened(e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw notWritten(e);
    }
  }

  private static StoreException notOpened(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new StoreException(
              StoreException.Kind.IN_USE,
              "The data folder is in use by another process; stop that first",
              e);
      case DataUtils.ERROR_WRITING_FAILED -> notWritten(e);
      default -> unreadable(String.valueOf(e.getMessage()), e);
    };
  }

  /** One value, empty where there is none. */
  public synchronized Optional<byte[]> find(String name) throws StoreException {
    demandOpen();
    byte[] sealed = values.get(name);
    return sealed == null ? Optional.empty() : Optional.of(opened(sealed, name));
  }

  /** One report, empty where there is none. */
  public synchronized Optional<byte[]> findReport(long sequence) throws StoreException {
    demandOpen();
    byte[] sealed = reports.get(sequence);
    return sealed == null ? Optional.empty() : Optional.of(opened(sealed, context(sequence)));
  }

  private byte[] opened(byte[] sealed, String context) throws StoreException {
    return key.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(
            () -> unreadable("its entry " + context + " was written under another key", null));
  }

  /** The sequences of the reports that are there, the oldest first. */
  public synchronized List<Long> sequences() throws StoreException {
    demandOpen();
    return List.copyOf(reports.keyList());
  }

  /** The oldest report's sequence, empty where there is no report. */
  public synchronized OptionalLong firstSequence() throws StoreException {
    demandOpen();
    Long first = reports.firstKey();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /**
   * Makes all changes or none, durably.
   *
   * @throws StoreException when they could not be written; then none has been made
   */
  public synchronized void change(Change change) throws StoreException {
    demandOpen();
    try {
      change.apply(new Writer());
      store.commit();
      store.sync();
    } catch (RuntimeException e) {
      store.closeImmediately();
      throw notWritten(e);
    }
    reclaim();
  }

  /** Keeps the file from growing; what fails here fails after the change is safe. */
  private void reclaim() {
    try {
      if (storage.size(FILE) >= rewriteFrom) {
        rewrite();
        rewriteFrom = Math.max(SMALLEST_REWRITE, GROWTH * storage.size(FILE));
      }
    } catch (IOException | MVStoreException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "The store's file could not be rewritten; it grows on", e);
      rewriteFrom += SMALLEST_REWRITE;
    }
  }

  /** Copies what lives into a new file, which then takes the old one's place in one step. */
  private void rewrite() throws IOException {
    storage.delete(NEW_FILE);
    MVStore fresh = openFile(NEW_FILE);
    try {
      copy(values, fresh.openMap("values"));
      copy(reports, fresh.openMap("reports"));
      fresh.commit();
      fresh.sync();
    } finally {
      fresh.closeImmediately();
    }
    store.closeImmediately();
    storage.rename(NEW_FILE, FILE);
    demandOpen();
  }

  private static <K> void copy(MVMap<K, byte[]> from, MVMap<K, byte[]> to) {
    from.cursor(null).forEachRemaining(key -> to.put(key, from.get(key)));
  }

  private void demandOpen() throws StoreException {
    if (closed) {
      throw new StoreException(StoreException.Kind.CLOSED, "The device is closed", null);
    }
    if (store.isClosed()) {
      store = openFile();
      values = store.openMap("values");
      reports = store.openMap("reports");
    }
  }

  private static StoreException notWritten(Exception cause) {
    return new StoreException(
        StoreException.Kind.NOT_WRITTEN,
        "The data folder cannot be written to; is the disk full? What was acknowledged is safe",
        cause);
  }

  private static StoreException unreadable(String why, @Nullable Exception cause) {
    return new StoreException(
        StoreException.Kind.UNREADABLE, "The device's store cannot be read: " + why, cause);
  }

  private static String context(long sequence) {
    return "report " + sequence;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (!store.isClosed()) {
        store.close();
      }
    } catch (MVStoreException e) {
      store.closeImmediately(); // all that counts is on the disk since the last change
    }
    FilePath.unregister(new StorageFilePath(storage, scheme, scheme + ":"));
  }

  /** Several writes that belong together. */
  public interface Change {
    void apply(Writer writer);
  }

  /** Writes within one change. */
  public final class Writer {
    private Writer() {}

    public void put(String name, byte[] value) {
      values.put(name, key.encrypt(value, name.getBytes(StandardCharsets.UTF_8)));
    }

    public void put(String name, String value) {
      put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String name) {
      values.remove(name);
    }

    public void putReport(long sequence, byte[] content) {
      reports.put(
          sequence, key.encrypt(content, context(sequence).getBytes(StandardCharsets.UTF_8)));
    }

    public void removeReport(long sequence) {
      reports.remove(sequence);
    }
  }
}
