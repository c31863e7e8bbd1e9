package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotStorage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a device needs to keep itself up to date (chapter UPD).
 *
 * @param repository whose releases it takes: the OEM's name for its metadata, e.g. {@code acme}
 * @param root the first root that it trusts
 * @param firmware what the device is
 * @param slots by the names of {@link io.platen.device.port.SlotName#of}
 * @param boots each for other components; a component that none starts is never updated
 * @param restarter starts anew what an update asks for
 * @param probes of the firmware's own, beside those for service, network, server and disk
 * @param trial how long what is on trial may take until all probes are well
 */
public record UpdateSettings(
    String repository,
    FirstRoot root,
    Firmware firmware,
    SlotStorage slots,
    List<BootControl> boots,
    Restarter restarter,
    List<Probe> probes,
    Duration trial) {
  private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public UpdateSettings {
    boots = List.copyOf(boots);
    probes = List.copyOf(probes);
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException(
          "A repository has a name of lower case letters, digits and hyphens, not " + repository);
    }
    if (boots.isEmpty()) {
      throw new IllegalArgumentException("Without a boot control nothing can be updated");
    }
  }

  /** With ten minutes for a trial, and no probes of its own. */
  public UpdateSettings(
      String repository,
      FirstRoot root,
      Firmware firmware,
      SlotStorage slots,
      List<BootControl> boots,
      Restarter restarter) {
    this(repository, root, firmware, slots, boots, restarter, List.of(), Health.DEADLINE);
  }

  /** The file that a device is made with, e.g. {@code 1.root.xml}. */
  @FunctionalInterface
  public interface FirstRoot {
    /** Its exact bytes. */
    byte[] read() throws IOException;
  }

  /** Starts parts of the device anew. */
  @FunctionalInterface
  public interface Restarter {
    /**
     * Asks for it and returns; the device does nothing more for its updates until it is opened
     * again. Where it is the application alone, a new process of it is enough.
     */
    void restart(Set<ComponentName> components);
  }
}
