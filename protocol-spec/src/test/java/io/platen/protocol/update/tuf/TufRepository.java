package io.platen.protocol.update.tuf;

import io.platen.protocol.update.MetadataSource;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository that a test changes, right or wrong, and publishes: {@link #publish} signs the next
 * edition of roles with the signers that they have then.
 */
final class TufRepository implements MetadataSource {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** What a test may change of a role; of those that the root or a delegation names. */
  static final class Role {
    final String type;
    long version;
    Instant expires = NOW.plus(30, ChronoUnit.DAYS);
    int threshold = 1;
    final List<TufKey> keys = new ArrayList<>();
    final List<TufKey> signers = new ArrayList<>();
    final Map<String, String> extra = new LinkedHashMap<>();
    final Map<String, Meta> meta = new LinkedHashMap<>();
    final Map<String, byte[]> targets = new LinkedHashMap<>();
    final List<Delegated> delegations = new ArrayList<>();

    Role(String type) {
      this.type = type;
    }

    Role key(TufKey key) {
      keys.add(key);
      signers.add(key);
      return this;
    }

    void rotateKeys() {
      keys.clear();
      signers.clear();
      for (int i = 0; i < threshold; i++) {
        key(TufKey.ed25519());
      }
    }
  }

  /** What snapshot and timestamp say of a file. */
  record Meta(long version, Optional<byte[]> file) {
    Meta version(long other) {
      return new Meta(other, file);
    }
  }

  record Delegated(String name, boolean terminating, List<String> paths) {}

  final Map<String, Role> roles = new LinkedHashMap<>();
  final Map<String, List<byte[]>> published = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  boolean hashes;

  /** Four roles of one key each, in their first edition. */
  TufRepository() {
    for (String role : List.of("root", "timestamp", "snapshot", "targets")) {
      roles.put(role, new Role(role).key(TufKey.ed25519()));
    }
    publish("targets", "snapshot", "timestamp", "root");
  }

  Role role(String name) {
    Role role = roles.get(name);
    if (role == null) {
      throw new IllegalArgumentException(name);
    }
    return role;
  }

  /** The next editions, in this order; the roles that name them are not published with them. */
  void publish(String... names) {
    for (String name : names) {
      role(name).version++;
      publishAgain(name);
    }
  }

  /** Without another version. */
  void publishAgain(String name) {
    Role role = role(name);
    byte[] file = sign(role, content(role));
    published.computeIfAbsent(name, each -> new ArrayList<>()).add(file);
    Meta meta = new Meta(role.version, hashes ? Optional.of(file) : Optional.empty());
    if (role.type.equals("targets")) {
      role("snapshot").meta.put(name, meta);
    } else if (name.equals("snapshot")) {
      role("timestamp").meta.put(name, meta);
    }
  }

  void delegate(String from, String to, boolean terminating, String... paths) {
    role(from).delegations.add(new Delegated(to, terminating, List.of(paths)));
    roles.computeIfAbsent(to, name -> new Role("targets").key(TufKey.ed25519()));
  }

  byte[] newest(String role) {
    List<byte[]> editions = published.get(role);
    return editions.get(editions.size() - 1);
  }

  @Override
  public Optional<byte[]> fetch(String name, long mostBytes) throws IOException {
    asked.add(name);
    String plain = name.replaceFirst("\\.json$", "");
    boolean newest = plain.equals("timestamp");
    String role = newest ? plain : plain.replaceFirst("^[0-9]+\\.", "");
    List<byte[]> editions = published.getOrDefault(role, List.of());
    int edition =
        newest ? editions.size() : Integer.parseInt(plain.substring(0, plain.indexOf('.')));
    if (edition < 1 || edition > editions.size()) {
      return Optional.empty();
    }
    byte[] file = editions.get(edition - 1);
    if (file.length > mostBytes) {
      throw new IOException("More than " + mostBytes);
    }
    return Optional.of(file);
  }

  /** Signs with what a role's signers are now. */
  static byte[] sign(Role role, JsonObject content) {
    byte[] message = CanonicalJson.of(content);
    JsonArrayBuilder signatures = Json.createArrayBuilder();
    for (TufKey signer : role.signers) {
      signatures.add(
          Json.createObjectBuilder().add("keyid", signer.id()).add("sig", signer.sign(message)));
    }
    return Json.createObjectBuilder()
        .add("signatures", signatures)
        .add("signed", content)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private JsonObject content(Role role) {
    JsonObjectBuilder signed =
        Json.createObjectBuilder()
            .add("_type", role.type)
            .add("spec_version", "1.0.31")
            .add("version", role.version)
            .add("expires", role.expires.truncatedTo(ChronoUnit.SECONDS).toString());
    role.extra.forEach(signed::add);
    switch (role.type) {
      case "root" -> root(signed);
      case "targets" -> targets(signed, role);
      default -> signed.add("meta", meta(role));
    }
    return signed.build();
  }

  private void root(JsonObjectBuilder signed) {
    List<String> names = List.of("root", "timestamp", "snapshot", "targets");
    JsonObjectBuilder named = Json.createObjectBuilder();
    JsonObjectBuilder keys = Json.createObjectBuilder();
    for (String name : names) {
      named.add(name, keysOf(role(name)));
      role(name).keys.forEach(key -> keys.add(key.id(), key.json()));
    }
    signed.add("consistent_snapshot", true).add("keys", keys).add("roles", named);
  }

  private static JsonObjectBuilder keysOf(Role role) {
    JsonArrayBuilder ids = Json.createArrayBuilder();
    role.keys.forEach(key -> ids.add(key.id()));
    return Json.createObjectBuilder().add("keyids", ids).add("threshold", role.threshold);
  }

  private static JsonObjectBuilder meta(Role role) {
    JsonObjectBuilder meta = Json.createObjectBuilder();
    role.meta.forEach(
        (name, each) -> {
          JsonObjectBuilder file = Json.createObjectBuilder().add("version", each.version());
          each.file().ifPresent(bytes -> file(file, bytes));
          meta.add(name + ".json", file);
        });
    return meta;
  }

  private static void file(JsonObjectBuilder facts, byte[] bytes) {
    facts.add("length", bytes.length);
    facts.add("hashes", Json.createObjectBuilder().add("sha256", TufKey.sha256(bytes)));
  }

  private void targets(JsonObjectBuilder signed, Role role) {
    JsonObjectBuilder targets = Json.createObjectBuilder();
    role.targets.forEach(
        (path, bytes) -> {
          JsonObjectBuilder facts = Json.createObjectBuilder();
          file(facts, bytes);
          targets.add(path, facts);
        });
    signed.add("targets", targets);
    if (!role.delegations.isEmpty()) {
      JsonObjectBuilder keys = Json.createObjectBuilder();
      JsonArrayBuilder delegated = Json.createArrayBuilder();
      for (Delegated each : role.delegations) {
        role(each.name()).keys.forEach(key -> keys.add(key.id(), key.json()));
        JsonArrayBuilder paths = Json.createArrayBuilder(each.paths());
        delegated.add(
            keysOf(role(each.name()))
                .add("name", each.name())
                .add("terminating", each.terminating())
                .add("paths", paths));
      }
      signed.add(
          "delegations", Json.createObjectBuilder().add("keys", keys).add("roles", delegated));
    }
  }

  /** The last {@code count} requests. */
  List<String> lastAsked(int count) {
    return asked.subList(asked.size() - count, asked.size());
  }

  static byte[] replaced(byte[] file, String what, String by) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (!text.contains(what)) {
      throw new IllegalArgumentException(what + " is not in " + text);
    }
    return text.replace(what, by).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), text.length());
  }
}
