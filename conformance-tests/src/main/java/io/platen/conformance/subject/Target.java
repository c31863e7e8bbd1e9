package io.platen.conformance.subject;

import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The server under test, as {@code conformance.properties} names it.
 *
 * @param enrolment scheme, host and port of the enrolment host
 * @param authorities who vouches for the server
 * @param device the record that reports go to; the suite writes to it
 * @param codes for the tests of enrolment, which use them up
 * @param registry where the name server for heartbeats listens
 * @param updates for the tests of what a server mirrors
 * @param operator for the tests of commands
 * @param footprint for the soak
 */
public record Target(
    URI update1,
    Optional<URI> update2,
    URI download,
    Optional<URI> download2,
    Optional<URI> enrolment,
    List<X509Certificate> authorities,
    UUID device,
    Optional<UUID> revokedDevice,
    Map<Persona, Identity> identities,
    CodeSupply codes,
    Optional<InetSocketAddress> registry,
    Optional<Updates> updates,
    Optional<Operator.Means> operator,
    Footprint footprint) {

  public Target {
    authorities = List.copyOf(authorities);
    identities = Map.copyOf(identities);
  }

  /**
   * What a device has built in.
   *
   * @param repository its name
   * @param root the first root that the device trusts, a signed file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Updates(String repository, byte[] root) {
    public Updates {
      root = root.clone();
    }

    @Override
    public byte[] root() {
      return root.clone();
    }
  }

  /** Reads the file; every fault of it is named at once. */
  public static Target read(Path file) throws ConfigurationException {
    return of(file, properties(file));
  }

  /** The file as it stands, with whatever it says. */
  public static Properties properties(Path file) throws ConfigurationException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          file.toString(), List.of("cannot be read (" + e + "); name one with --config"));
    }
    return properties;
  }

  /**
   * @param file where they stand; paths are relative to it
   */
  public static Target of(Path file, Properties properties) throws ConfigurationException {
    return new TargetReading(file, properties).target();
  }

  /** What the configuration leaves out that the tests of a profile cannot do without. */
  public List<String> missingFor(Set<String> profiles) {
    boolean confirms = operator.flatMap(Operator.Means::second).isPresent();
    return Stream.of(
            new Need("enrolment", "est.url", enrolment.isPresent()),
            new Need("enrolment", "enrolment.codes", !codes.isEmpty()),
            new Need("legacy-tls", "est.url", enrolment.isPresent()),
            new Need("heartbeat", "heartbeat.address", registry.isPresent()),
            new Need("updates", "updates.repository", updates.isPresent()),
            new Need("updates", "updates.root", updates.isPresent()),
            new Need("live", "operator.url", operator.isPresent()),
            new Need("commands", "operator.url", operator.isPresent()),
            new Need("commands", "operator.second.token", confirms))
        .filter(each -> profiles.contains(each.profile()) && !each.named())
        .map(Need::text)
        .toList();
  }

  /** A key that tests of a profile cannot do without, and whether it is there. */
  private record Need(String profile, String key, boolean named) {
    String text() {
      String named = key.endsWith("codes") ? " are named" : " is named";
      return "profile " + profile + " is claimed, but no " + key + named;
    }
  }
}
