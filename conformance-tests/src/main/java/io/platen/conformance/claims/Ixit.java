package io.platen.conformance.claims;

import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.claims.ClaimFile.Element;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** How to reach what is tested. */
public final class Ixit {
  private static final ClaimFile FILE = new ClaimFile(ClaimSchemas.IXIT);

  private final Path file;
  private final List<Element> elements;

  private Ixit(Path file, List<Element> elements) {
    this.file = file;
    this.elements = List.copyOf(elements);
  }

  public static Ixit read(Path file) throws ConfigurationException {
    return new Ixit(file, FILE.read(file));
  }

  /** The same in the form of {@code conformance.properties}. */
  public static Ixit ofProperties(Path file) throws ConfigurationException {
    Properties properties = Target.properties(file);
    List<Element> elements = new ArrayList<>(List.of(plain("ixit"), plain("server")));
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      Map<String, String> named = Map.of("name", name);
      elements.add(new Element("set", named, properties.getProperty(name).strip()));
    }
    return new Ixit(file, elements);
  }

  /** Of a device whose adapter the command line names. */
  public static Ixit ofAdapter(Path adapter) {
    Map<String, String> named = Map.of("adapter", String.valueOf(adapter.getFileName()));
    return new Ixit(adapter, List.of(plain("ixit"), new Element("device", named, "")));
  }

  private static Element plain(String name) {
    return new Element(name, Map.of(), "");
  }

  /** As XML by the schema, to pass on: codes, tokens and passwords are not in it. */
  public String withoutSecrets() {
    return IxitText.of(elements);
  }

  /** The executable that drives a device, and how long its commands may take. */
  public record Driver(Path adapter, Map<AdapterCommand, Duration> limits) {
    public Driver {
      limits = Map.copyOf(limits);
    }
  }

  /** Of a server; its keys are those of {@code conformance.properties}. */
  public Target server() throws ConfigurationException {
    demand("server");
    Properties properties = new Properties();
    named("set").forEach(each -> properties.setProperty(each.get("name"), each.text()));
    return Target.of(file, properties);
  }

  /** Of a device. */
  public Driver device() throws ConfigurationException {
    demand("device");
    Map<AdapterCommand, Duration> limits = new EnumMap<>(AdapterCommand.class);
    for (Element each : named("limit")) {
      limits.put(
          AdapterCommand.valueOf(each.get("command").toUpperCase(Locale.ROOT)),
          Duration.ofSeconds(Long.parseLong(each.get("seconds"))));
    }
    String adapter = named("device").get(0).get("adapter");
    return new Driver(file.toAbsolutePath().resolveSibling(adapter), limits);
  }

  private void demand(String role) throws ConfigurationException {
    if (named(role).isEmpty()) {
      String other = elements.get(1).name();
      throw new ConfigurationException(
          file.toString(),
          List.of("it tells how to reach a " + other + ", but a " + role + " is to be tested"));
    }
  }

  private List<Element> named(String name) {
    return elements.stream().filter(each -> each.name().equals(name)).toList();
  }
}
