package io.platen.device.redirect;

import io.platen.device.identity.OwnIdentity;
import io.platen.device.port.Storage;
import io.platen.device.store.DeviceStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which server is the device's after a redirect: one small file that is replaced as a whole, so
 * that whatever cuts the device off, it has the server that it had, or the next. [PLT-CMD-018]
 * Nothing in it is secret.
 *
 * @param place names the files that belong to that server, see {@link PlacedStorage}
 * @param replaces print of the settings that it stands in the place of: who changes them by hand
 *     has the device go by them again
 * @param former what may still be owed to the server before; null once nothing is
 */
public record Home(String place, OtherServer server, String replaces, @Nullable Former former) {
  private static final String FILE = "server";
  private static final String PLACE = "r";

  /**
   * The server that the device has left.
   *
   * @param place of its files; empty for the configuration's
   * @param update its hosts
   * @param command that took the device away
   * @param since when that was
   */
  public record Former(String place, List<URI> update, UUID command, Instant since) {
    public Former {
      update = List.copyOf(update);
    }
  }

  /** Empty where the device's server is that of its configuration. */
  public static Optional<Home> read(Storage storage) throws IOException {
    Optional<byte[]> file = storage.read(FILE);
    return file.isEmpty() ? Optional.empty() : Optional.of(parse(file.get()));
  }

  /** The place for the server after the one that the device has. */
  public static String nextPlace(Storage storage) throws IOException {
    return PLACE
        + (read(storage).map(home -> Integer.parseInt(home.place().substring(1))).orElse(0) + 1);
  }

  /** Forgets all that was kept of the server of a place. */
  public static void wipe(Storage storage, String place) throws IOException {
    PlacedStorage placed = new PlacedStorage(storage, place);
    OwnIdentity.delete(placed);
    DeviceStore.delete(placed);
    storage.syncNames();
  }

  /** Forgets every server that a redirect led to. */
  public static void delete(Storage storage) throws IOException {
    Optional<Home> home = storage.exists(FILE) ? read(storage) : Optional.empty();
    wipe(storage, nextPlace(storage));
    if (home.isPresent()) {
      wipe(storage, home.get().place());
      Former before = home.get().former();
      if (before != null) {
        wipe(storage, before.place());
      }
    }
    storage.wipe(FILE);
    storage.syncNames();
  }

  /** From now on, whatever happens, this is the device's server. */
  public void write(Storage storage) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("place", place);
    lines.put("update", text(server.update()));
    lines.put("download", text(server.download()));
    lines.put("enrolment", server.enrolment().toString());
    lines.put("authority", base64());
    lines.put("replaces", replaces);
    if (former != null) {
      lines.put("former.place", former.place());
      lines.put("former.update", text(former.update()));
      lines.put("former.command", former.command().toString());
      lines.put("former.since", former.since().toString());
    }
    String all =
        lines.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
            .collect(Collectors.joining());
    storage.write(FILE, all.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing is owed to the server before any more. */
  public Home withoutFormer() {
    return new Home(place, server, replaces, null);
  }

  private String base64() {
    try {
      return Base64.getEncoder().encodeToString(server.authority().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("What was read has an encoding", e);
    }
  }

  private static String text(List<URI> hosts) {
    return hosts.stream().map(URI::toString).collect(Collectors.joining(" "));
  }

  private static Home parse(byte[] file) throws IOException {
    Map<String, String> lines =
        new String(file, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> each[each.length - 1]));
    try {
      OtherServer server =
          new OtherServer(
              hosts(lines, "update"),
              hosts(lines, "download"),
              URI.create(value(lines, "enrolment")),
              RedirectOrder.authority(value(lines, "authority")));
      return new Home(value(lines, "place"), server, value(lines, "replaces"), former(lines));
    } catch (RuntimeException e) {
      throw new IOException(
          FILE + " cannot be read (" + e.getMessage() + "); reset the device and enrol anew", e);
    }
  }

  private static @Nullable Former former(Map<String, String> lines) throws DateTimeException {
    return lines.containsKey("former.place")
        ? new Former(
            value(lines, "former.place"),
            hosts(lines, "former.update"),
            UUID.fromString(value(lines, "former.command")),
            Instant.parse(value(lines, "former.since")))
        : null;
  }

  private static List<URI> hosts(Map<String, String> lines, String name) {
    return Arrays.stream(value(lines, name).split(" ", -1)).map(URI::create).toList();
  }

  private static String value(Map<String, String> lines, String name) {
    return Objects.requireNonNull(lines.get(name), name + " is missing");
  }
}
