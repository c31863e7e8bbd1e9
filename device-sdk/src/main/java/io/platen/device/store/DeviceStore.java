package io.platen.device.store;

import io.platen.device.identity.LocalKey;
import io.platen.device.port.Storage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Named values and numbered reports in one file, changed all or nothing. When {@link #change}
 * returns, the change is on the disk (MVStore's {@code commit} alone does not ask the disk to
 * write; {@code sync} does). When it throws, nothing has changed, and the store works on: the file
 * is opened anew, for MVStore closes itself after a failed write and keeps half a change after an
 * error; what the disk refused to keep is cut off the file first. What another process left in the
 * file, which may not have lived to ask the disk, is on the disk before it is used. After {@link
 * #close} nothing is opened any more, whatever another thread still wants.
 */
public final class DeviceStore implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DeviceStore.class.getName());
  private static final String CHECK = "check";
  private static final long SMALLEST_REWRITE = 512 * 1024;
  private static final int GROWTH = 3;
  private static final int OCTETS_A_COMMIT = 256 * 1024;

  private final StoreFile file;
  private final LocalKey key;
  private MVStore store;
  private MVMap<String, byte[]> values;
  private MVMap<Long, byte[]> reports;
  private long rewriteFrom = SMALLEST_REWRITE;
  private boolean closed;

  private DeviceStore(StoreFile file, LocalKey key) throws StoreException {
    this.file = file;
    this.key = key;
    this.store = file.open();
    openMaps();
  }

  /**
   * Opens the store, or makes it at the first start.
   *
   * @throws StoreException when that fails; {@link StoreException#kind()} says why
   */
  public static DeviceStore open(Storage storage, LocalKey key, SecureRandom random)
      throws StoreException {
    StoreFile file = new StoreFile(storage, "platen" + Long.toHexString(random.nextLong()));
    DeviceStore opened = null;
    try {
      opened = new DeviceStore(file, key);
      opened.demandOwnKey();
      return opened;
    } catch (StoreException e) {
      if (opened != null) {
        opened.store.closeImmediately();
      }
      file.release();
      throw e;
    }
  }

  /** Whether there is one. */
  public static boolean exists(Storage storage) {
    return StoreFile.exists(storage);
  }

  /** Puts a store that cannot be read out of the way, for someone to look at. */
  public static void setAside(Storage storage) throws IOException {
    StoreFile.setAside(storage);
  }

  /** Deletes the store, and what was put aside. */
  public static void delete(Storage storage) throws IOException {
    StoreFile.delete(storage);
  }

  private void demandOwnKey() throws StoreException {
    if (values.containsKey(CHECK)) {
      find(CHECK);
    } else if (values.isEmpty() && reports.isEmpty()) {
      change(writer -> writer.put(CHECK, new byte[0]));
    } else {
      throw StoreException.unreadable("it was not written by this version", null);
    }
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
    return key.decrypt(sealed, bytes(context)).orElseThrow(() -> foreign(context));
  }

  private static byte[] bytes(String context) {
    return context.getBytes(StandardCharsets.UTF_8);
  }

  private void openMaps() {
    values = store.openMap("values");
    reports = store.openMap("reports");
  }

  private static StoreException foreign(String context) {
    return StoreException.unreadable(
        "its entry " + context + " was written under another key", null);
  }

  /** The names of all values that are there. */
  public synchronized List<String> names() throws StoreException {
    demandOpen();
    return List.copyOf(values.keyList());
  }

  /** The names that begin with {@code prefix}. */
  public synchronized List<String> names(String prefix) throws StoreException {
    demandOpen();
    List<String> names = new ArrayList<>();
    Iterator<String> from = values.keyIterator(prefix);
    while (from.hasNext()) {
      String name = from.next();
      if (!name.startsWith(prefix)) {
        break;
      }
      names.add(name);
    }
    return names;
  }

  /** Whether there is such a value. */
  public synchronized boolean has(String name) throws StoreException {
    demandOpen();
    return values.containsKey(name);
  }

  /**
   * A name for a value of {@code member}: names lie on the disk in clear, and this one tells nobody
   * without the key whose value it is.
   */
  public String hiddenName(String prefix, String member) {
    return prefix + key.tag(prefix + member);
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
      throw StoreException.notWritten(e);
    } catch (Error e) {
      store.closeImmediately();
      throw e;
    }
    reclaim();
  }

  /** Keeps the file from growing; what fails here fails after the change is safe. */
  private void reclaim() {
    try {
      if (file.size() >= rewriteFrom) {
        rewrite();
        rewriteFrom = Math.max(SMALLEST_REWRITE, GROWTH * file.size());
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.WARNING, "The store's file could not be rewritten; it grows on", e);
      rewriteFrom += SMALLEST_REWRITE;
    }
  }

  /** Copies what lives into a new file, which then takes the old one's place in one step. */
  private void rewrite() throws IOException {
    MVStore fresh = file.openNew();
    try {
      copy(values, fresh.openMap("values"), fresh);
      copy(reports, fresh.openMap("reports"), fresh);
      fresh.sync();
    } finally {
      fresh.closeImmediately();
    }
    store.closeImmediately();
    file.takeNew();
    demandOpen();
  }

  /** In pieces: until it is committed, all of it is in memory. */
  private static <K> void copy(MVMap<K, byte[]> from, MVMap<K, byte[]> to, MVStore fresh) {
    long waiting = 0;
    Cursor<K, byte[]> all = from.cursor(null);
    while (all.hasNext()) {
      K key = all.next();
      to.put(key, all.getValue());
      waiting += all.getValue().length;
      if (waiting >= OCTETS_A_COMMIT) {
        fresh.commit();
        waiting = 0;
      }
    }
    fresh.commit();
  }

  private void demandOpen() throws StoreException {
    if (closed) {
      throw new StoreException(StoreException.Kind.CLOSED, "The device is closed", null);
    }
    if (store.isClosed()) {
      store = file.open();
      openMaps();
    }
  }

  private static String context(long sequence) {
    return "report " + sequence;
  }

  @Override
  public synchronized void close() {
    closed = true;
    store.closeImmediately(); // all that counts is on the disk since the last change
    file.release();
  }

  /** Several writes that belong together. */
  public interface Change {
    void apply(Writer writer);
  }

  /** Writes within one change. */
  public final class Writer {
    private Writer() {}

    public void put(String name, byte[] value) {
      values.put(name, key.encrypt(value, bytes(name)));
    }

    public void put(String name, String value) {
      put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String name) {
      values.remove(name);
    }

    public void putReport(long sequence, byte[] content) {
      reports.put(sequence, key.encrypt(content, bytes(context(sequence))));
    }

    public void removeReport(long sequence) {
      reports.remove(sequence);
    }
  }
}
