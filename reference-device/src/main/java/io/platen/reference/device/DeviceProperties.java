package io.platen.reference.device;

import io.platen.device.DeviceConfig;
import io.platen.device.InvalidConfigException;
import io.platen.device.Outside;
import io.platen.device.OwnProcess;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Keys;
import io.platen.device.port.Pkcs11Keys;
import io.platen.device.update.UpdateSettings;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The device's configuration file. All that is wrong with it is said at once, with file and key.
 */
final class DeviceProperties {
  private static final List<String> KEYS =
      List.of(
          "device.id",
          "data",
          "update1",
          "update2",
          "download",
          "download2",
          "enrolment",
          "activation",
          "authority",
          "certificate",
          "key",
          "factory.certificate",
          "factory.key",
          "token.config",
          "token.pin",
          "proxy.url",
          "proxy.user",
          "proxy.password",
          "proxy.basic-in-clear",
          "schedule.now",
          "schedule.spread",
          "heartbeat",
          "traps.listen",
          "live",
          "commands.leave",
          "outside.updates",
          "outside.settings",
          "updates.repository",
          "updates.root",
          "updates.trial.seconds");

  private static final Pattern ADDRESS = Pattern.compile("(.+):([0-9]{1,5})");

  private final Path file;
  private final Properties properties;
  private final List<String> faults = new ArrayList<>();

  private DeviceProperties(Path file, Properties properties) {
    this.file = file;
    this.properties = properties;
  }

  static DeviceProperties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          "The configuration " + file + " cannot be read (" + e + "); name one with --config", e);
    }
    return new DeviceProperties(file, properties);
  }

  /** The settings, checked. */
  DeviceConfig.Builder builder() {
    TreeSet<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    KEYS.forEach(unknown::remove);
    unknown.forEach(key -> faults.add(key + ": is not known; these keys are: " + KEYS));
    DeviceConfig.Builder builder =
        DeviceConfig.builder()
            .device(text("device.id").orElse(null))
            .data(path("data").orElse(null))
            .updateHosts(hosts("update1", "update2"))
            .downloadHosts(hosts("download", "download2"))
            .enrolmentHost(uri("enrolment").orElse(null))
            .activation(text("activation").orElse(null))
            .factory(factory().orElse(null))
            .vault(token().orElse(null))
            .authority(path("authority").orElse(null))
            .certificate(path("certificate").orElse(null), path("key").orElse(null))
            .proxy(
                uri("proxy.url").orElse(null),
                text("proxy.user").orElse(null),
                text("proxy.password").orElse(null))
            .proxyBasicInClear(flag("proxy.basic-in-clear", false))
            .heartbeat(flag("heartbeat", false))
            .startNow(flag("schedule.now", true))
            .startSpread(Duration.ofSeconds(number("schedule.spread", 60, 3_600)))
            .traps(listen("traps.listen").orElse(null))
            .live(flag("live", true))
            .mayLeave(flag("commands.leave", false))
            .outside(outside())
            .software("platen-reference-device");
    return builder;
  }

  DeviceConfig config() {
    return config(builder());
  }

  /**
   * The same, of a device that its server may have restarted or wiped, and that may update itself.
   */
  DeviceConfig config(OwnProcess process, Optional<UpdateSettings> updates) {
    return config(builder().process(process).updates(updates.orElse(null)));
  }

  private DeviceConfig config(DeviceConfig.Builder builder) {
    try {
      DeviceConfig config = builder.build();
      demandNone(faults);
      return config;
    } catch (InvalidConfigException e) {
      demandNone(
          Stream.concat(faults.stream(), e.faults().stream().map(Objects::toString)).toList());
      throw e;
    }
  }

  /** What stands for the device's flash, where the configuration names an OEM's releases. */
  Optional<SimulatedFlash> flash() {
    Optional<String> repository = text("updates.repository");
    Optional<Path> root = path("updates.root");
    if (repository.isEmpty() && root.isEmpty()) {
      return Optional.empty();
    }
    if (repository.isEmpty() || root.isEmpty() || !Files.isReadable(root.get())) {
      throw new CommandFailure(
          file
              + ": updates.repository, updates.root: belong together; name the OEM's repository and"
              + " the file with its first root, or none");
    }
    try {
      return Optional.of(
          new SimulatedFlash(
              data(), new SimulatedFlash.Settings(repository.get(), root.get(), trial())));
    } catch (IOException e) {
      throw new CommandFailure(file + ": data: holds no flash: " + e.getMessage(), e);
    }
  }

  private Duration trial() {
    String seconds = text("updates.trial.seconds").orElse("600");
    if (!seconds.matches("[1-9][0-9]{0,5}")) {
      throw new CommandFailure(
          file
              + ": updates.trial.seconds: is \""
              + seconds
              + "\", but must be a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private void demandNone(List<String> found) {
    if (!found.isEmpty()) {
      throw new CommandFailure(
          found.stream().map(fault -> file + ": " + fault).collect(Collectors.joining("\n")));
    }
  }

  /** What the site lets come from outside. */
  Outside outside() {
    return new Outside(flag("outside.updates", true), flag("outside.settings", true));
  }

  /** The data folder alone, for commands that need nothing else. */
  Path data() {
    Optional<Path> data = path("data");
    demandNone(faults);
    return data.orElseThrow(
        () -> new CommandFailure(file + ": data: is missing; name the device's data folder"));
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** A relative path is meant from the folder of the configuration file. */
  private Optional<Path> path(String key) {
    try {
      return text(key).map(value -> file.toAbsolutePath().resolveSibling(value));
    } catch (InvalidPathException e) {
      faults.add(key + ": is no path: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What the factory gave; whom to trust it does not say. */
  private Optional<Keys> factory() {
    Optional<Path> certificate = path("factory.certificate");
    Optional<Path> key = path("factory.key");
    if (certificate.isPresent() != key.isPresent()) {
      faults.add("factory.certificate, factory.key: belong together; name both or none");
    }
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(DeviceConfig.factoryKeys(certificate.get(), key.get()))
        : Optional.empty();
  }

  /**
   * A secure element or a token that speaks PKCS#11; its keys never leave it. Without the one that
   * is named nothing else is looked at: the device would be taken for one that has lost its keys.
   */
  private Optional<KeyVault> token() {
    Optional<Path> configuration = path("token.config");
    Optional<Path> pin = path("token.pin");
    if (configuration.isEmpty() && pin.isEmpty()) {
      return Optional.empty();
    }
    if (configuration.isEmpty() || pin.isEmpty()) {
      throw new CommandFailure(tokenFault("belong together; name two files or none"));
    }
    try {
      String typed = Files.readString(pin.get(), StandardCharsets.UTF_8).strip();
      return Optional.of(Pkcs11Keys.open(configuration.get().toString(), typed.toCharArray()));
    } catch (IOException e) {
      throw new CommandFailure(tokenFault(String.valueOf(e.getMessage())), e);
    }
  }

  private String tokenFault(String reason) {
    return file + ": token.config, token.pin: " + reason;
  }

  private URI[] hosts(String first, String second) {
    return Stream.of(first, second).flatMap(key -> uri(key).stream()).toArray(URI[]::new);
  }

  private Optional<URI> uri(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text.get()));
    } catch (URISyntaxException e) {
      faults.add(key + ": is no address: " + e.getReason());
      return Optional.empty();
    }
  }

  /** An own address and a port, such as 0.0.0.0:162. */
  private Optional<InetSocketAddress> listen(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = ADDRESS.matcher(text.get());
    int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
    InetSocketAddress at =
        port < 0 || port > 65_535 ? null : new InetSocketAddress(matcher.group(1), port);
    if (at == null || at.isUnresolved()) {
      faults.add(
          key
              + ": is \""
              + text.get()
              + "\", but must be an address of this machine and a port, such as 0.0.0.0:162");
      return Optional.empty();
    }
    return Optional.of(at);
  }

  private int number(String key, int otherwise, int most) {
    String text = text(key).orElse(String.valueOf(otherwise));
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    faults.add(key + ": is \"" + text + "\", but must be a number from 0 to " + most);
    return otherwise;
  }

  private boolean flag(String key, boolean otherwise) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().equals("true") && !text.get().equals("false")) {
      faults.add(key + ": is \"" + text.get() + "\", but must be true or false");
    }
    return text.get().equals("true");
  }
}
