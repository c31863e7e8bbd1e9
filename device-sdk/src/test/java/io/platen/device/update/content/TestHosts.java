package io.platen.device.update.content;

import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.protocol.content.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Two download hosts in memory that give what they have, or behave badly. */
final class TestHosts implements ContentSource {
  static final URI FIRST = URI.create("https://download.example");
  static final URI SECOND = URI.create("https://download2.example");

  final List<String> requests = new ArrayList<>();
  private final Map<Sha256, byte[]> objects = new HashMap<>();
  private final Map<URI, UnaryOperator<byte[]>> changed = new HashMap<>();
  private final Map<URI, Duration> busy = new HashMap<>();
  private final Set<URI> slow = new HashSet<>();
  private long breakAfter = Long.MAX_VALUE;
  private Runnable onRead = () -> {};
  long delivered;

  Sha256 add(byte[] object) {
    Sha256 name = Sha256.of(object);
    objects.put(name, object);
    return name;
  }

  /** That host gives these bytes in place of those of every object. */
  void change(URI host, UnaryOperator<byte[]> change) {
    changed.put(host, change);
  }

  /** That host sends so slowly that the link gives it up after a byte. */
  void makeSlow(URI host) {
    slow.add(host);
  }

  /** That host gives nothing, and asks to wait for so long; null where it gives again. */
  void busy(URI host, @Nullable Duration wish) {
    if (wish == null) {
      busy.remove(host);
    } else {
      busy.put(host, wish);
    }
  }

  /** Every answer breaks off after so many bytes. */
  void breakOffAfter(long bytes) {
    breakAfter = bytes;
  }

  void onRead(Runnable run) {
    onRead = run;
  }

  long requestsTo(URI host) {
    return requests.stream().filter(request -> request.startsWith(host + " ")).count();
  }

  @Override
  public Body open(URI host, Sha256 object, long from, long to) throws LinkFailedException {
    requests.add(host + " " + object.toString().substring(0, 4) + " " + from + " " + to);
    if (busy.containsKey(host)) {
      throw new LinkFailedException(
          new LinkFailure(host, LinkFailure.Kind.SERVER_BUSY, "as told", "nothing"),
          null,
          busy.get(host));
    }
    byte[] found = objects.get(object);
    if (found == null) {
      throw failure(host, LinkFailure.Kind.ANSWER_UNUSABLE);
    }
    byte[] bytes = changed.getOrDefault(host, UnaryOperator.identity()).apply(found);
    return new Body() {
      private long at = from;

      @Override
      public int read(byte[] into, int offset, int length) throws LinkFailedException {
        onRead.run();
        if (at - from >= breakAfter) {
          throw failure(host, LinkFailure.Kind.BROKEN_OFF);
        }
        if (slow.contains(host) && at > from) {
          throw failure(host, LinkFailure.Kind.TIMED_OUT);
        }
        long most = slow.contains(host) ? 1 : Math.min(16_384, breakAfter - (at - from));
        int now = (int) Math.min(most, length);
        for (int i = 0; i < now; i++) {
          // It never ends: what comes after the object is sent too.
          into[offset + i] = at + i < bytes.length ? bytes[(int) at + i] : 0;
        }
        at += now;
        delivered += now;
        return now;
      }

      @Override
      public void close() {}
    };
  }

  private static LinkFailedException failure(URI host, LinkFailure.Kind kind) {
    return new LinkFailedException(new LinkFailure(host, kind, "as told", "nothing"), null);
  }
}
