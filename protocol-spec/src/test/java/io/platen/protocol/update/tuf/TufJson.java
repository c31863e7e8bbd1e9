package io.platen.protocol.update.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.platen.protocol.update.Delegation;
import io.platen.protocol.update.MetaFile;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataCodec;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SignedFile;
import io.platen.protocol.update.SignedFile.Signature;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Metadata as TUF 1.0 section 4 writes it. */
final class TufJson implements MetadataCodec {
  // SubjectPublicKeyInfo of Ed25519 (RFC 8410), up to the 32 bytes of the key.
  private static final String ED25519 = "302a300506032b6570032100";
  private static final Map<String, String> SCHEMES =
      Map.of(
          "ed25519", "ed25519",
          "ecdsa-sha2-nistp256", "ecdsa-p256-sha256",
          "ecdsa-sha2-nistp384", "ecdsa-p384-sha384",
          "rsassa-pss-sha256", "rsa-pss-sha256",
          "rsa-pkcs1v15-sha256", "rsa-pkcs1-sha256");
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          RootMetadata.class, "root",
          TimestampMetadata.class, "timestamp",
          SnapshotMetadata.class, "snapshot",
          TargetsMetadata.class, "targets");

  @Override
  public String extension() {
    return "json";
  }

  @Override
  public SignedFile open(String role, byte[] file) throws MetadataException {
    return tried(
        role,
        () -> {
          JsonObject object = object(file);
          JsonObject signed = object.getJsonObject("signed");
          List<Signature> signatures =
              object.getJsonArray("signatures").getValuesAs(JsonObject.class).stream()
                  .map(each -> new Signature(each.getString("keyid"), each.getString("sig")))
                  .toList();
          return new SignedFile(
              CanonicalJson.of(signed), signed.toString().getBytes(UTF_8), signatures);
        });
  }

  @Override
  public <M extends Metadata> M read(Class<M> type, String role, byte[] content)
      throws MetadataException {
    return tried(
        role,
        () -> {
          JsonObject signed = object(content);
          if (!signed.getString("_type").equals(TYPES.get(type))) {
            throw new IllegalArgumentException("It is a " + signed.getString("_type"));
          }
          return type.cast(metadata(type, signed));
        });
  }

  /** The parser and the records throw all kinds of exceptions for what is malformed. */
  private static <R> R tried(String role, java.util.concurrent.Callable<R> reading)
      throws MetadataException {
    try {
      return reading.call();
    } catch (Exception e) {
      throw new MetadataException(Reason.MALFORMED, role, "PLT-UPD-001", String.valueOf(e));
    }
  }

  private static JsonObject object(byte[] json) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
      return reader.readObject();
    }
  }

  private static Metadata metadata(Class<?> type, JsonObject signed) {
    long version = signed.getJsonNumber("version").longValueExact();
    Instant expires = Instant.parse(signed.getString("expires"));
    if (type == RootMetadata.class) {
      return new RootMetadata(
          version,
          expires,
          signed.getBoolean("consistent_snapshot", false),
          keys(signed.getJsonObject("keys")),
          each(signed.getJsonObject("roles"), TufJson::roleKeys));
    }
    if (type == TimestampMetadata.class) {
      JsonObject snapshot = signed.getJsonObject("meta").getJsonObject("snapshot.json");
      return new TimestampMetadata(version, expires, metaFile(snapshot));
    }
    if (type == SnapshotMetadata.class) {
      Map<String, MetaFile> files = new HashMap<>();
      each(signed.getJsonObject("meta"), TufJson::metaFile)
          .forEach((name, file) -> files.put(name.replaceFirst("\\.json$", ""), file));
      return new SnapshotMetadata(version, expires, files);
    }
    return targets(version, expires, signed);
  }

  private static TargetsMetadata targets(long version, Instant expires, JsonObject signed) {
    Map<String, TargetFile> targets = new HashMap<>();
    signed
        .getJsonObject("targets")
        .forEach((path, facts) -> targets.put(path, target(path, facts.asJsonObject())));
    JsonObject delegations = signed.getJsonObject("delegations");
    return delegations == null
        ? new TargetsMetadata(version, expires, targets, Map.of(), List.of())
        : new TargetsMetadata(
            version,
            expires,
            targets,
            keys(delegations.getJsonObject("keys")),
            delegations.getJsonArray("roles").getValuesAs(TufJson::delegation));
  }

  private static Delegation delegation(JsonValue value) {
    JsonObject role = value.asJsonObject();
    return new Delegation(
        role.getString("name"),
        roleKeys(role),
        role.getBoolean("terminating"),
        strings(role.getJsonArray("paths")),
        strings(role.getJsonArray("path_hash_prefixes")));
  }

  private static TargetFile target(String path, JsonObject facts) {
    return new TargetFile(path, facts.getJsonNumber("length").longValueExact(), hashes(facts));
  }

  private static MetaFile metaFile(JsonObject facts) {
    return new MetaFile(
        facts.getJsonNumber("version").longValueExact(),
        facts.containsKey("length") ? facts.getJsonNumber("length").longValueExact() : null,
        hashes(facts));
  }

  private static Map<String, String> hashes(JsonObject facts) {
    Map<String, String> hashes = new HashMap<>();
    JsonObject found = facts.getJsonObject("hashes");
    if (found != null) {
      found.forEach((name, hash) -> hashes.put(name, ((JsonString) hash).getString()));
    }
    return hashes;
  }

  private static RoleKeys roleKeys(JsonObject role) {
    Set<String> keyIds = strings(role.getJsonArray("keyids")).stream().collect(Collectors.toSet());
    return RoleKeys.of(role.getJsonNumber("threshold").intValueExact(), keyIds);
  }

  private static Map<String, MetadataKey> keys(JsonObject keys) {
    Map<String, MetadataKey> found = new HashMap<>();
    keys.forEach((id, key) -> found.put(id, key(id, key.asJsonObject())));
    return found;
  }

  private static MetadataKey key(String id, JsonObject key) {
    String scheme = key.getString("scheme");
    String value = key.getJsonObject("keyval").getString("public");
    return new MetadataKey(
        id,
        SCHEMES.getOrDefault(scheme, "unknown"),
        scheme.equals("ed25519") ? ED25519 + value : derOfPem(value));
  }

  private static String derOfPem(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static List<String> strings(@org.jspecify.annotations.Nullable JsonArray array) {
    return array == null ? List.of() : array.getValuesAs(JsonString::getString);
  }

  private static <R> Map<String, R> each(JsonObject object, Function<JsonObject, R> mapper) {
    Map<String, R> found = new HashMap<>();
    new ArrayList<>(object.keySet())
        .forEach(name -> found.put(name, mapper.apply(object.getJsonObject(name))));
    return found;
  }
}
