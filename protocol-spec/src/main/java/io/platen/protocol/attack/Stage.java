package io.platen.protocol.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.util.UUID;

/**
 * Where an attack is played: what stands in for the names in the files.
 *
 * @param device whose certificate carries it
 * @param epoch a new one each time, or an accepted document would meet its predecessor
 * @param callback where a reader ends up that fetches what a document names; ends with a slash
 */
public record Stage(UUID device, UUID epoch, URI callback) {
  private static final UUID DEVICE = UUID.fromString("0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01");
  private static final UUID EPOCH = UUID.fromString("5b0a4a0e-1f0f-4f43-8f7e-21c0a7f3c902");
  private static final URI CALLBACK = URI.create("http://callback.example/");

  /** As the files are. */
  public static final Stage WRITTEN = new Stage(DEVICE, EPOCH, CALLBACK);

  /** Byte for byte, for the files are in all encodings. */
  byte[] set(byte[] written) {
    return new String(written, ISO_8859_1)
        .replace(DEVICE.toString(), device.toString())
        .replace(EPOCH.toString(), epoch.toString())
        .replace(CALLBACK.toString(), callback.toString())
        .getBytes(ISO_8859_1);
  }
}
