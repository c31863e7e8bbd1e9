package io.platen.device;

import io.platen.device.link.LinkFailure;
import io.platen.device.link.LinkFailure.Kind;
import io.platen.device.port.Storage;
import io.platen.device.update.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server was reached since the start. [PLT-UPD-212] An outage of it must not send a
 * fleet back, and a release that cuts devices off must not be confirmed: what lies outside of the
 * device excuses, and what was in the way before the trial, too.
 */
final class WayToServer implements Probe {
  /** What no release can have done. */
  private static final Set<Kind> OUTSIDE =
      EnumSet.of(
          Kind.NOT_REACHABLE,
          Kind.TIMED_OUT,
          Kind.BROKEN_OFF,
          Kind.SERVER_BUSY,
          Kind.ANSWER_UNUSABLE,
          Kind.REDIRECTED,
          Kind.PROXY_REFUSED,
          Kind.CAPTIVE_PORTAL,
          Kind.CERTIFICATE_STRIPPED,
          Kind.SERVER_NAME_WRONG,
          Kind.SERVER_CERTIFICATE_EXPIRED);

  private static final String FILE = "update-way";

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

  /** It answered this device, by its certificate. */
  void reached() throws IOException {
    reached = true;
    trouble = null;
    remember("");
  }

  void failed(LinkFailure why) throws IOException {
    trouble = why;
    remember(why.kind().name());
  }

  boolean isReached() {
    return reached;
  }

  /** On trial it stays as it was before; and the same again is not worth a write. */
  private void remember(String kind) throws IOException {
    if (!before().equals(kind) && !onTrial.getAsBoolean()) {
      storage.write(FILE, kind.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private String before() throws IOException {
    return new String(storage.read(FILE).orElse(new byte[0]), StandardCharsets.US_ASCII);
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
    boolean isExcuse = OUTSIDE.contains(why.kind()) || why.kind().name().equals(before());
    return isExcuse ? Finding.excused(why.message()) : Finding.bad(why.message());
  }
}
