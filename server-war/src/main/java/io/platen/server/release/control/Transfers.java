package io.platen.server.release.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many objects are being fetched: so many at once, of all devices and of each. */
@ApplicationScoped
public class Transfers {
  /** A device works through one image after the other. */
  static final int OF_ONE_DEVICE = 4;

  private int most;
  private int running;
  private final Map<UUID, Integer> ofDevices = new HashMap<>();

  /** For the container's proxy. */
  protected Transfers() {}

  @Inject
  public Transfers(@ConfigProperty(name = "platen.transfers", defaultValue = "64") int most) {
    this.most = most;
  }

  /** One that runs, until it is closed. */
  public final class Transfer implements AutoCloseable {
    private final UUID device;
    private boolean isOpen = true;

    private Transfer(UUID device) {
      this.device = device;
    }

    @Override
    public void close() {
      synchronized (Transfers.this) {
        if (isOpen) {
          isOpen = false;
          running--;
          ofDevices.computeIfPresent(device, (id, count) -> count == 1 ? null : count - 1);
        }
      }
    }
  }

  /** Empty where there are too many already. */
  public synchronized Optional<Transfer> begin(UUID device) {
    int own = ofDevices.getOrDefault(device, 0);
    if (running >= most || own >= OF_ONE_DEVICE) {
      return Optional.empty();
    }
    running++;
    ofDevices.put(device, own + 1);
    return Optional.of(new Transfer(device));
  }
}
