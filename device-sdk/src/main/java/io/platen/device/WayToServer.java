package io.platen.device;

import io.platen.device.link.LinkFailure;
import io.platen.device.link.LinkFailure.Kind;
import io.platen.device.port.Storage;
import io.platen.device.update.Probe;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server was reached since the start. [PLT-UPD-212] An outage of it must not send a
 * fleet back, and a release that cuts devices off must not be confirmed: what lies outside of the
 * device excuses, and what was in the way of the same host before the trial, too.
 */
final class WayToServer implements Probe {
  /**
   * What excuses by itself. Not among them are a connection that breaks off, as TLS 1.3 lets a
   * server refuse a certificate so; a certificate that has expired, by a clock that a release sets;
   * and a network to which the device itself has no way.
   */
  private static final Set<Kind> OUTSIDE =
      EnumSet.of(
          Kind.NOT_REACHABLE,
          Kind.TIMED_OUT,
          Kind.SERVER_BUSY,
          Kind.ANSWER_UNUSABLE,
          Kind.REDIRECTED,
          Kind.PROXY_REFUSED,
          Kind.CAPTIVE_PORTAL,
          Kind.CERTIFICATE_STRIPPED,
          Kind.SERVER_NAME_WRONG);

  private static final String FILE = "update-way";

  /** More than a device asks; names that it asks no more must not pile up. */
  private static final int MOST_HOSTS = 16;

  private final Storage storage;
  private final BooleanSupplier onTrial;
  private volatile boolean reached;
  private volatile @Nullable LinkFailure trouble;

  WayToServer(Storage storage, BooleanSupplier onTrial) {
    this.storage = storage;
    this.onTrial = onTrial;
  }

  @Override
  public String name() {
    return "server";
  }

  /** This host of it answered this device, by its certificate. */
  synchronized void reached(URI host) throws IOException {
    reached = true;
    trouble = null;
    Map<String, String> before = before();
    if (before.remove(host.toString()) != null) {
      remember(before);
    }
  }

  /** What excuses never takes the place of what does not: only an answer ends that. */
  synchronized void failed(LinkFailure why) throws IOException {
    Map<String, String> before = before();
    LinkFailure known = trouble;
    if (known == null || isExcuse(known, before)) {
      trouble = why;
    }
    String kind = why.kind().name();
    if (!kind.equals(before.put(why.host().toString(), kind))) {
      remember(before);
    }
  }

  boolean isReached() {
    return reached;
  }

  /** On trial it stays as it was before. */
  private void remember(Map<String, String> hosts) throws IOException {
    if (!onTrial.getAsBoolean()) {
      String lines =
          hosts.entrySet().stream()
              .skip(Math.max(0, hosts.size() - MOST_HOSTS))
              .map(each -> each.getKey() + " " + each.getValue() + "\n")
              .collect(Collectors.joining());
      storage.write(FILE, lines.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** How each host failed that has not answered since. */
  private Map<String, String> before() throws IOException {
    Map<String, String> hosts = new LinkedHashMap<>();
    new String(storage.read(FILE).orElse(new byte[0]), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.split(" ", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> hosts.put(words[0], words[1]));
    return hosts;
  }

  private static boolean isExcuse(LinkFailure why, Map<String, String> before) {
    return OUTSIDE.contains(why.kind())
        || why.kind().name().equals(before.get(why.host().toString()));
  }

  @Override
  public Finding look() throws IOException {
    LinkFailure why = trouble;
    if (reached) {
      return Finding.GOOD;
    }
    if (why == null) {
      return Finding.bad("it was not reached, and nobody knows why");
    }
    return isExcuse(why, before()) ? Finding.excused(why.message()) : Finding.bad(why.message());
  }
}
