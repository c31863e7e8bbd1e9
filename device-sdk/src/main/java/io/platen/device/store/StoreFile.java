package io.platen.device.store;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

/**
 * The store's file, under a scheme of its own in MVStore's table. A new one, the first too, is made
 * under another name and gets its own when it is whole and on the disk: no loss of power leaves one
 * that cannot be read.
 */
final class StoreFile {
  private static final String FILE = "device.mv";
  private static final String NEW_FILE = FILE + ".rewritten";
  private static final String UNREADABLE = FILE + ".unreadable";
  private static final int CACHE_MEGABYTES = 1;

  private final Storage storage;
  private final String scheme;

  StoreFile(Storage storage, String scheme) {
    this.storage = storage;
    this.scheme = scheme;
    FilePath.register(path(""));
  }

  private StorageFilePath path(String file) {
    return new StorageFilePath(storage, scheme, scheme + ":" + file);
  }

  /** Takes the scheme out of MVStore's table. */
  void release() {
    FilePath.unregister(path(""));
  }

  static void setAside(Storage storage) throws IOException {
    storage.rename(FILE, UNREADABLE);
    storage.syncNames();
  }

  static boolean exists(Storage storage) {
    return storage.exists(FILE);
  }

  static void delete(Storage storage) throws IOException {
    storage.delete(FILE);
    storage.delete(UNREADABLE);
    storage.delete(NEW_FILE);
    storage.syncNames();
  }

  long size() throws IOException {
    return storage.size(FILE);
  }

  /** What is in it is on the disk when this returns. */
  MVStore open() throws StoreException {
    if (!storage.exists(FILE)) {
      make();
    }
    MVStore opened = open(FILE);
    try {
      opened.sync();
      return opened;
    } catch (MVStoreException e) {
      opened.closeImmediately();
      throw StoreException.notWritten(e);
    }
  }

  private void make() throws StoreException {
    try {
      MVStore fresh = openNew();
      try {
        fresh.sync();
      } finally {
        fresh.closeImmediately();
      }
      if (!storage.exists(FILE)) { // as it may when another process was quicker
        takeNew();
      }
    } catch (StoreException e) {
      throw e;
    } catch (IOException | MVStoreException e) {
      throw StoreException.notWritten(e);
    }
  }

  /** An empty one, which is to take the place of the one that is there. */
  MVStore openNew() throws IOException {
    storage.delete(NEW_FILE);
    return open(NEW_FILE);
  }

  /** The new one, which must be on the disk, takes its place in one step. */
  void takeNew() throws IOException {
    storage.rename(NEW_FILE, FILE);
    storage.syncNames();
  }

  private MVStore open(String file) throws StoreException {
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
      throw StoreException.notWritten(e);
    }
  }

  private static StoreException notOpened(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new StoreException(
              StoreException.Kind.IN_USE,
              "The data folder is in use by another process; stop that first",
              e);
      case DataUtils.ERROR_WRITING_FAILED -> StoreException.notWritten(e);
      default -> {
        Throwable reason = e.getCause() instanceof IOException ? e.getCause() : e;
        yield StoreException.unreadable(String.valueOf(reason.getMessage()), e);
      }
    };
  }
}
