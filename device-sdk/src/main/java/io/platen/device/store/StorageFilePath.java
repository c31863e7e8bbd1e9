package io.platen.device.store;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * Leads MVStore's file access to the file port. MVStore finds it by the scheme in the file's name,
 * in a table of its own; each open store enters a scheme of its own and takes it out when it
 * closes.
 */
final class StorageFilePath extends FilePath {
  private final Storage storage;
  private final String scheme;

  StorageFilePath(Storage storage, String scheme, String path) {
    this.storage = storage;
    this.scheme = scheme;
    this.name = path;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public FilePath getPath(String path) {
    return new StorageFilePath(storage, scheme, path);
  }

  private String file() {
    return name.substring(scheme.length() + 1);
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return FrameFile.open(storage.open(file()));
  }

  @Override
  public boolean exists() {
    return storage.exists(file());
  }

  @Override
  public long size() {
    throw new UnsupportedOperationException("MVStore asks the open file");
  }

  @Override
  public void delete() {
    try {
      storage.delete(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void moveTo(FilePath newName, boolean atomicReplace) {
    try {
      storage.rename(file(), ((StorageFilePath) newName).file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean createFile() {
    return !exists();
  }

  @Override
  public List<FilePath> newDirectoryStream() {
    return List.of();
  }

  @Override
  public FilePath toRealPath() {
    return this;
  }

  @Override
  public @Nullable FilePath getParent() {
    return null;
  }

  @Override
  public boolean isDirectory() {
    return false;
  }

  @Override
  public boolean isRegularFile() {
    return exists();
  }

  @Override
  public boolean isAbsolute() {
    return true;
  }

  @Override
  public long lastModified() {
    return 0;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public void createDirectory() {
    throw new UnsupportedOperationException("The device's data folder is flat");
  }

  @Override
  public boolean setReadOnly() {
    return false;
  }
}
