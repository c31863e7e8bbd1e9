package io.platen.device.update.service;

import io.platen.device.port.Storage;
import io.platen.device.update.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which result the server knows; kept over a restart. [PLT-UPD-218] */
public final class Acknowledged {
  private static final String FILE = "update-acknowledged";

  private final Storage storage;
  private String known;

  public Acknowledged(Storage storage) throws IOException {
    this.storage = storage;
    this.known =
        storage.read(FILE).map(file -> new String(file, StandardCharsets.UTF_8)).orElse("");
  }

  private static String name(Result result) {
    return result.release() + " " + result.outcome() + " " + result.at();
  }

  /** The result, unless the server knows it. */
  public @Nullable Result open(@Nullable Result last) {
    return last == null || name(last).equals(known) ? null : last;
  }

  /** The server knows this one. */
  public void keep(Result result) throws IOException {
    storage.write(FILE, name(result).getBytes(StandardCharsets.UTF_8));
    known = name(result);
  }
}
