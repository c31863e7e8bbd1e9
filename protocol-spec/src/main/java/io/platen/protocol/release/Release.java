package io.platen.protocol.release;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Components that are installed together or not at all (chapter UPD, Releases).
 *
 * @param id what people call it, e.g. {@code 2026.3}
 * @param hardware what it is for; one at the least
 * @param components in the order in which they are installed, each name once
 * @param data which forms of an application's data it reads, and which it writes
 */
public record Release(
    String id, List<Hardware> hardware, List<Component> components, DataForms data) {

  public Release {
    hardware = List.copyOf(hardware);
    components = inOrder(components);
    if (hardware.isEmpty() || components.isEmpty()) {
      throw new IllegalArgumentException("A release is for some hardware and has a component");
    }
  }

  private static List<Component> inOrder(List<Component> components) {
    Map<ComponentName, Component> byName = new EnumMap<>(ComponentName.class);
    for (Component each : components) {
      if (byName.put(each.name(), each) != null) {
        throw new IllegalArgumentException("There are two of the component " + each.name().token());
      }
    }
    return new ArrayList<>(byName.values());
  }

  /** Where signed metadata names it for a hardware model. PLT-UPD-100. */
  public static String path(String model, String id) {
    return "releases/" + model + "/" + id + ".xml";
  }

  public Optional<Component> component(ComponentName name) {
    return components.stream().filter(each -> each.name() == name).findFirst();
  }

  /**
   * @param model of the device, in the maker's own name for it
   * @param from the first revision of it, and {@code to} the last
   */
  public record Hardware(String model, int from, int to) {
    public Hardware {
      if (from < 0 || from > to) {
        throw new IllegalArgumentException("Revisions go up: " + from + " to " + to);
      }
    }

    boolean fits(String otherModel, int revision) {
      return model.equals(otherModel) && revision >= from && revision <= to;
    }
  }

  /**
   * @param counter the security counter: software below a device's floor never runs on it again
   * @param length of the image in bytes
   * @param sha256 of the image, in lower case hexadecimal
   * @param chunks the chunk list that tells how to get the image
   */
  public record Component(
      ComponentName name,
      ComponentVersion version,
      int counter,
      long length,
      String sha256,
      Bytes chunks,
      List<Requires> requires) {
    public Component {
      requires = List.copyOf(requires);
    }
  }

  /** An object by its length in bytes and its SHA-256 in lower case hexadecimal. */
  public record Bytes(long length, String sha256) {}

  /** Another component of the same release, in this version or a higher one. */
  public record Requires(ComponentName component, ComponentVersion version) {}

  /**
   * @param reads the oldest form that it still reads
   * @param writes the form that it writes, not below the other
   */
  public record DataForms(int reads, int writes) {
    public static final DataForms NONE = new DataForms(0, 0);

    public DataForms {
      if (reads < 0 || reads > writes) {
        throw new IllegalArgumentException(
            "Software reads the data that it writes: " + reads + " to " + writes);
      }
    }
  }
}
