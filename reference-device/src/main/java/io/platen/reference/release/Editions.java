package io.platen.reference.release;

import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SignatureTally;
import io.platen.protocol.update.SignedFile;
import io.platen.protocol.update.SignedFile.Signature;
import io.platen.protocol.update.SigningKey;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TopLevelRole;
import io.platen.reference.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The editions of a desk's roles: what is filed, what is drafted, and who has to sign it. */
final class Editions {
  private static final XmlMetadata XML = new XmlMetadata();

  private final Desk desk;

  Editions(Desk desk) {
    this.desk = desk;
  }

  /** The newest root that enough have signed. */
  Optional<RootMetadata> root() {
    return newest(TopLevelRole.ROOT, RootMetadata.class);
  }

  RootMetadata rootNow() {
    return root()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "The root has not enough signatures yet; release check says whose"));
  }

  Optional<TargetsMetadata> targets() {
    return newest(TopLevelRole.TARGETS, TargetsMetadata.class);
  }

  /** The newest that is filed of a role. */
  <M extends Metadata> Optional<M> newest(TopLevelRole role, Class<M> type) {
    var editions = desk.editions(role.token());
    return editions.isEmpty()
        ? Optional.empty()
        : desk.file(editions.last() + "." + role.token() + ".xml")
            .map(file -> read(type, role, file));
  }

  <M extends Metadata> Optional<M> draft(TopLevelRole role, Class<M> type) {
    return desk.draft(role.token()).map(file -> read(type, role, file));
  }

  static <M extends Metadata> M read(Class<M> type, TopLevelRole role, byte[] file) {
    return read(type, role, open(role, file));
  }

  private static <M extends Metadata> M read(Class<M> type, TopLevelRole role, SignedFile file) {
    try {
      return XML.read(type, role.token(), file.content());
    } catch (MetadataException e) {
      throw new CommandFailure("A file of the desk is damaged. " + e.getMessage(), e);
    }
  }

  private static SignedFile open(TopLevelRole role, byte[] file) {
    try {
      return SignedForm.read(role.token(), file);
    } catch (MetadataException e) {
      throw new CommandFailure("A file of the desk is damaged. " + e.getMessage(), e);
    }
  }

  /** A new draft, which nobody has signed; one that was there is replaced. */
  void propose(TopLevelRole role, Metadata metadata) {
    desk.writeDraft(role.token(), unsigned(role, metadata));
  }

  private static byte[] unsigned(TopLevelRole role, Metadata metadata) {
    try {
      return SignedForm.write(role.token(), XML.write(metadata), List.of());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("The " + role.token() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A file of a role with the signatures of keys that the desk has at hand. */
  static byte[] signed(TopLevelRole role, Metadata metadata, List<SigningKey> keys) {
    return sign(role, unsigned(role, metadata), keys);
  }

  private static byte[] sign(TopLevelRole role, byte[] file, List<SigningKey> keys) {
    SignedFile opened = open(role, file);
    Map<String, Signature> signatures = new LinkedHashMap<>();
    opened.signatures().forEach(each -> signatures.put(each.keyId(), each));
    for (SigningKey key : keys) {
      signatures.computeIfAbsent(key.key().id(), id -> key.sign(opened.message()));
    }
    return SignedForm.write(role.token(), opened.content(), List.copyOf(signatures.values()));
  }

  /**
   * What a draft needs: the keys that one root wants to have signed it.
   *
   * @param whose in words
   */
  record Demand(String whose, SignatureTally tally) {}

  /** Nothing where there is no draft. */
  List<Demand> demands(TopLevelRole role) {
    Optional<byte[]> draft = desk.draft(role.token());
    if (draft.isEmpty()) {
      return List.of();
    }
    SignedFile file = open(role, draft.get());
    List<Demand> demands = new ArrayList<>();
    root()
        .ifPresent(
            root ->
                demands.add(demand("as root " + root.version() + " demands", root, role, file)));
    if (role == TopLevelRole.ROOT) {
      RootMetadata next = read(RootMetadata.class, role, file);
      demands.add(demand("as root " + next.version() + " itself demands", next, role, file));
    }
    return List.copyOf(demands);
  }

  static Demand demand(String whose, RootMetadata root, TopLevelRole role, byte[] file) {
    return demand(whose, root, role, open(role, file));
  }

  private static Demand demand(
      String whose, RootMetadata root, TopLevelRole role, SignedFile file) {
    return new Demand(
        whose, SignatureTally.of(root.keys(), keys(root, role), file, new HybridSignatures()));
  }

  static RoleKeys keys(RootMetadata root, TopLevelRole role) {
    RoleKeys keys = root.roles().get(role.token());
    if (keys == null) {
      throw new IllegalStateException("A root names all four roles");
    }
    return keys;
  }

  /** Whether a draft is there and may be filed. */
  boolean isComplete(TopLevelRole role) {
    List<Demand> demands = demands(role);
    return !demands.isEmpty() && demands.stream().allMatch(each -> each.tally().isComplete());
  }

  /**
   * Adds signatures to the draft of a role, by those of the keys that may sign it; and files it
   * when they are enough.
   *
   * @return the keys that have signed
   */
  List<MetadataKey> sign(TopLevelRole role, List<SigningKey> keys) {
    Optional<byte[]> draft = desk.draft(role.token());
    List<SigningKey> asked = keys.stream().filter(key -> isAsked(role, key.key().id())).toList();
    if (draft.isEmpty() || asked.isEmpty()) {
      return List.of();
    }
    desk.writeDraft(role.token(), sign(role, draft.get(), asked));
    return asked.stream().map(SigningKey::key).toList();
  }

  private boolean isAsked(TopLevelRole role, String keyId) {
    return demands(role).stream()
        .flatMap(demand -> demand.tally().groups().stream())
        .anyMatch(group -> group.open().contains(keyId) || group.signed().contains(keyId));
  }

  /** Files the draft of a role that enough have signed. */
  boolean fileIfComplete(TopLevelRole role) {
    if (!isComplete(role)) {
      return false;
    }
    byte[] draft = desk.draft(role.token()).orElseThrow();
    Metadata metadata =
        role == TopLevelRole.ROOT
            ? read(RootMetadata.class, role, draft)
            : read(TargetsMetadata.class, role, draft);
    desk.file(metadata.version() + "." + role.token() + ".xml", draft);
    desk.removeDraft(role.token());
    return true;
  }

  /** Whether any edition that was signed had it. */
  boolean hadTarget(String path) {
    return desk.editions(TopLevelRole.TARGETS.token()).stream()
        .flatMap(edition -> desk.file(edition + ".targets.xml").stream())
        .anyMatch(
            file ->
                read(TargetsMetadata.class, TopLevelRole.TARGETS, file)
                    .targets()
                    .containsKey(path));
  }

  /** One edition more, with what {@code change} makes of the targets that are drafted or filed. */
  TargetsMetadata targetsToChange() {
    long version = targets().map(each -> each.version() + 1).orElse(1L);
    TargetsMetadata base =
        draft(TopLevelRole.TARGETS, TargetsMetadata.class)
            .or(this::targets)
            .orElse(new TargetsMetadata(1, desk.now(), Map.of(), Map.of(), List.of()));
    return new TargetsMetadata(
        version,
        desk.now().plus(desk.settings().life(TopLevelRole.TARGETS)),
        new TreeMap<>(base.targets()),
        base.keys(),
        base.delegations());
  }
}
