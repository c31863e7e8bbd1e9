package io.platen.conformance.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A signed folder of results as one file: a zip, the same bytes for the same folder. */
public final class Bundle {
  /** The earliest that a zip can tell: when it was packed says nothing. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Bundle() {}

  /**
   * @throws IOException where the folder is not as it was signed, or the file cannot be written
   */
  public static void write(Path folder, Path bundle) throws IOException {
    Verification verification = Verification.of(folder);
    if (!verification.faults().isEmpty() || verification.signer().isEmpty()) {
      throw new IOException(folder + " is not signed, or not as it was signed; see \"verify\"");
    }
    if (bundle.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
      throw new IOException(bundle + " would lie among the results; name a file beside " + folder);
    }
    try (OutputStream file = Files.newOutputStream(bundle);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : Contents.ofFolder(folder).files().entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
  }
}
