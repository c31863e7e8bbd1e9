package io.platen.protocol.release;

import java.net.URI;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an assignment tells a device to do. */
public sealed interface Order {

  /** Calls the case that holds; a new case breaks every caller at compile time. */
  <R> R match(Cases<R> cases);

  /** One function a case. */
  interface Cases<R> {
    R install(Install order);

    R cancel(Cancel order);

    R nothing(Nothing order);
  }

  /**
   * Install it.
   *
   * @param consent whether somebody at the site has to agree
   * @param deadline until when it may be fetched; null where the server does not say
   * @param window when the device may restart for it; null where at any time
   * @param mirrors that have its objects too, the preferred first
   * @param pairs pair packs that may help
   */
  record Install(
      String release,
      boolean consent,
      @Nullable Instant deadline,
      @Nullable Window window,
      List<URI> mirrors,
      List<Pair> pairs)
      implements Order {
    public Install {
      mirrors = List.copyOf(mirrors);
      pairs = List.copyOf(pairs);
    }

    /** At once, from the download hosts. */
    public static Install of(String release) {
      return new Install(release, false, null, null, List.of(), List.of());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.install(this);
    }
  }

  /** Take it back, unless it was armed already. */
  record Cancel(String release) implements Order {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cancel(this);
    }
  }

  /** Begin nothing; what was begun rests. */
  record Nothing() implements Order {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.nothing(this);
    }
  }

  /** In local time of a zone; over midnight where its end is not after its start. */
  record Window(LocalTime from, LocalTime to, ZoneId zone) {}

  /**
   * A pair pack from one image to that of the release.
   *
   * @param old SHA-256 of the image that it begins from, in lower case hexadecimal
   * @param pack its own length and SHA-256
   */
  record Pair(ComponentName component, String old, Release.Bytes pack) {}
}
