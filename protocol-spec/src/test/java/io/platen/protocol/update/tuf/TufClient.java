package io.platen.protocol.update.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.platen.protocol.update.JdkSignatures;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataSource;
import io.platen.protocol.update.MetadataUpdater;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TrustedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command line that theupdateframework/tuf-conformance drives (its CLIENT-CLI.md), around the
 * engine of devices: {@code init}, {@code refresh}, {@code download}. The build writes {@code
 * target/tuf-client}, which starts it.
 */
public final class TufClient {
  private static final String USAGE =
      "usage: tuf-client --metadata-dir DIR [--metadata-url URL] [--target-name PATH]"
          + " [--target-base-url URL] [--target-dir DIR] init ROOT | refresh | download";

  private final Map<String, String> options;
  private final Instant now;

  private TufClient(Map<String, String> options, Instant now) {
    this.options = options;
    this.now = now;
  }

  public static void main(String[] args) {
    System.exit(run(Instant.now(), args));
  }

  /** 0 where it succeeded, 1 where not, 2 where it was called wrongly. */
  static int run(Instant now, String... args) {
    Map<String, String> options = new HashMap<>();
    int at = 0;
    while (at + 1 < args.length && args[at].startsWith("--")) {
      options.put(args[at], args[at + 1]);
      at += 2;
    }
    String command = at < args.length ? args[at] : "";
    try {
      return new TufClient(options, now).run(command, at + 1 < args.length ? args[at + 1] : "");
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      return 2;
    } catch (MetadataException | IOException e) {
      System.err.println(e);
      return 1;
    }
  }

  private int run(String command, String argument) throws MetadataException, IOException {
    switch (command) {
      case "init" -> store().write("root", Files.readAllBytes(Path.of(argument)));
      case "refresh" -> updater().refresh();
      case "download" -> download();
      default -> throw new IllegalArgumentException("There is no command \"" + command + "\"");
    }
    return 0;
  }

  private void download() throws MetadataException, IOException {
    String path = option("--target-name");
    MetadataUpdater updater = updater();
    updater.refresh();
    TargetFile target =
        updater.find(path).orElseThrow(() -> new IOException("No role names a target " + path));
    Path file = Path.of(option("--target-dir"), escaped(path));
    if (Files.exists(file) && target.matches(Files.readAllBytes(file))) {
      return;
    }
    int name = path.lastIndexOf('/') + 1;
    String hash = target.hashes().values().iterator().next();
    String prefixed = path.substring(0, name) + hash + "." + path.substring(name);
    byte[] content =
        fetch(option("--target-base-url") + "/" + prefixed, target.length())
            .orElseThrow(() -> new IOException("The host has no " + prefixed));
    if (!target.matches(content)) {
      throw new IOException(prefixed + " has not the length and hash that its metadata says");
    }
    write(file, content);
  }

  private MetadataUpdater updater() {
    String url = option("--metadata-url");
    MetadataSource source = (name, most) -> fetch(url + "/" + escaped(name), most);
    return new MetadataUpdater(store(), source, new TufJson(), new JdkSignatures(), now);
  }

  private String option(String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static String escaped(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  private static Optional<byte[]> fetch(String url, long most) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(10_000);
    if (connection.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    try (InputStream body = connection.getInputStream()) {
      byte[] content = body.readNBytes(Math.toIntExact(most + 1));
      if (content.length > most) {
        throw new IOException(url + " goes on after " + most + " bytes");
      }
      return Optional.of(content);
    } finally {
      connection.disconnect();
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "new", ".part");
    Files.write(beside, content);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private TrustedFiles store() {
    Path folder = Path.of(option("--metadata-dir"));
    return new TrustedFiles() {
      @Override
      public Optional<byte[]> read(String role) throws IOException {
        try {
          return Optional.of(Files.readAllBytes(file(role)));
        } catch (NoSuchFileException e) {
          return Optional.empty();
        }
      }

      @Override
      public void write(String role, byte[] content) throws IOException {
        TufClient.write(file(role), content);
      }

      @Override
      public void remove(String role) throws IOException {
        Files.deleteIfExists(file(role));
      }

      private Path file(String role) {
        return folder.resolve(escaped(role) + ".json");
      }
    };
  }
}
