package io.platen.conformance.subject;

import io.platen.conformance.wire.Identity;
import io.platen.protocol.enrolment.ActivationCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One pass over the properties that collects what is wrong. */
final class TargetReading {
  private final Path file;
  private final Properties properties;
  private final List<String> faults = new ArrayList<>();
  private final TreeSet<String> unread;

  TargetReading(Path file, Properties properties) {
    this.file = file;
    this.properties = properties;
    this.unread = new TreeSet<>(properties.stringPropertyNames());
  }

  Target target() throws ConfigurationException {
    Optional<URI> update1 = required("update1.url", url("update1.url"));
    Optional<URI> download = required("download.url", url("download.url"));
    Optional<List<X509Certificate>> authorities = required("authority.pem", authorities());
    Optional<UUID> device = required("device.id", id("device.id"));
    Optional<URI> update2 = url("update2.url");
    Optional<URI> download2 = url("download2.url");
    Optional<URI> enrolment = url("est.url").map(est -> est.resolve("/"));
    Optional<UUID> revoked = id("revoked.device.id");
    // Named for completeness: what counts is in the certificates.
    id("expired.device.id");
    id("foreign.device.id");
    id("unknown.device.id");
    Map<Persona, Identity> identities = identities();
    CodeSupply codes = new CodeSupply(codes());
    Optional<InetSocketAddress> registry = address("heartbeat.address");
    Optional<String> updates = text("updates.repository");
    Optional<byte[]> root = root();
    if (updates.isPresent() != root.isPresent()) {
      faults.add("updates.repository and updates.root go together");
    }
    Optional<Operator.Means> operator = operator();
    Footprint footprint = footprint();
    unread.forEach(key -> faults.add(key + " is no key of this file; is it misspelt?"));
    if (!faults.isEmpty()) {
      throw new ConfigurationException(file.toString(), faults);
    }
    return new Target(
        update1.orElseThrow(),
        update2,
        download.orElseThrow(),
        download2,
        enrolment,
        authorities.orElseThrow(),
        device.orElseThrow(),
        revoked,
        identities,
        codes,
        registry,
        updates.isEmpty() || root.isEmpty()
            ? Optional.empty()
            : Optional.of(new Target.Updates(updates.get(), root.get())),
        operator,
        footprint);
  }

  private Footprint footprint() {
    Optional<String> pid = text("target.pid");
    Optional<String> metrics = text("target.metrics");
    try {
      return pid.map(Long::parseLong)
          .map(Footprint::ofProcess)
          .or(() -> metrics.map(URI::create).map(Footprint::ofMetrics))
          .orElse(Footprint.NONE);
    } catch (IllegalArgumentException e) {
      faults.add("target.pid must be a number, and target.metrics a URL: " + e.getMessage());
      return Footprint.NONE;
    }
  }

  private <T> Optional<T> required(String key, Optional<T> value) {
    if (value.isEmpty() && text(key).isEmpty()) {
      faults.add(key + " is missing");
    }
    return value;
  }

  private Optional<URI> url(String key) {
    return text(key).flatMap(value -> Optional.ofNullable(url(key, value)));
  }

  private @Nullable URI url(String key, String value) {
    try {
      URI url = URI.create(value);
      if ("https".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      faults.add(key + " = " + value + " is no URL: " + e.getMessage());
      return null;
    }
    faults.add(key + " = " + value + " must be https://HOST:PORT");
    return null;
  }

  private Optional<InetSocketAddress> address(String key) {
    return text(key).flatMap(value -> Optional.ofNullable(address(key, value)));
  }

  private @Nullable InetSocketAddress address(String key, String value) {
    int colon = value.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          value.substring(0, Math.max(0, colon)), Integer.parseInt(value.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      faults.add(key + " = " + value + " must be HOST:PORT");
      return null;
    }
  }

  private Optional<UUID> id(String key) {
    return text(key).flatMap(value -> Optional.ofNullable(id(key, value)));
  }

  private @Nullable UUID id(String key, String value) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      faults.add(key + " = " + value + " is no UUID; it is the id of the device's record");
      return null;
    }
  }

  private Optional<List<X509Certificate>> authorities() {
    return text("authority.pem")
        .flatMap(
            value -> {
              try {
                return Optional.of(Identity.certificates(path(value)));
              } catch (IOException e) {
                faults.add("authority.pem: " + describe(e));
                return Optional.empty();
              }
            });
  }

  private Optional<byte[]> root() {
    return text("updates.root")
        .flatMap(
            value -> {
              try {
                return Optional.of(Files.readAllBytes(path(value)));
              } catch (IOException e) {
                faults.add("updates.root: " + describe(e));
                return Optional.empty();
              }
            });
  }

  private Optional<Operator.Means> operator() {
    Optional<URI> url = url("operator.url");
    Optional<String> token = text("operator.token");
    Optional<String> second = text("operator.second.token");
    if (url.isPresent() != token.isPresent() || (second.isPresent() && token.isEmpty())) {
      faults.add(
          "operator.url and operator.token go together, and operator.second.token with them");
    }
    return url.isEmpty() || token.isEmpty()
        ? Optional.empty()
        : Optional.of(new Operator.Means(url.get(), token.get(), second));
  }

  private List<ActivationCode> codes() {
    List<ActivationCode> codes = new ArrayList<>();
    for (String typed : text("enrolment.codes").orElse("").split("[ ,;]+", -1)) {
      if (!typed.isEmpty()) {
        ActivationCode.parse(typed)
            .ifPresentOrElse(
                codes::add,
                () -> faults.add("enrolment.codes has " + typed + ", which is no code"));
      }
    }
    return codes;
  }

  private Map<Persona, Identity> identities() {
    Map<Persona, Identity> identities = new EnumMap<>(Persona.class);
    for (Persona persona : Persona.values()) {
      Optional<String> certificate = text(persona.key() + ".certificate");
      Optional<String> key = text(persona.key() + ".key");
      if (certificate.isEmpty() != key.isEmpty()) {
        faults.add(persona.key() + ".certificate and " + persona.key() + ".key go together");
      } else if (certificate.isPresent() && key.isPresent()) {
        identity(persona, certificate.get(), key.get())
            .ifPresent(identity -> identities.put(persona, identity));
      } else if (persona == Persona.VALID) {
        faults.add("valid.certificate and valid.key are missing");
      }
    }
    return identities;
  }

  private Optional<Identity> identity(Persona persona, String certificate, String key) {
    try {
      return Optional.of(Identity.read(persona.key(), path(certificate), path(key)));
    } catch (IOException e) {
      faults.add(persona.key() + ": " + describe(e));
      return Optional.empty();
    }
  }

  /** Empty counts as absent: a configuration may name what a server does not have yet. */
  private Optional<String> text(String key) {
    unread.remove(key);
    return Optional.ofNullable(properties.getProperty(key))
        .map(String::trim)
        .filter(value -> !value.isEmpty());
  }

  /** Beside the configuration, so that the folder can be moved as one. */
  private Path path(String value) {
    return file.toAbsolutePath().resolveSibling(value);
  }

  private static String describe(IOException failure) {
    return failure instanceof java.nio.file.NoSuchFileException
        ? failure.getMessage() + " does not exist"
        : String.valueOf(failure.getMessage());
  }
}
