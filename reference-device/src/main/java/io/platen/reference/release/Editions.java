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
import io.platen.reference.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The editions of a desk's roles: what is filed, what is drafted, and who has to sign it. */
final class Editions {
  private static final XmlMetadata XML = new XmlMetadata();

  private final Desk desk;

  Editions(Desk desk) {
    this.desk = desk;
  }

  /** The newest root that enough have signed. */
  Optional<RootMetadata> root() {
    return newest(DeskRole.ROOT, RootMetadata.class);
  }

  RootMetadata rootNow() {
    return root()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "The root has not enough signatures yet; release check says whose"));
  }

  Optional<TargetsMetadata> targets() {
    return newest(DeskRole.TARGETS, TargetsMetadata.class);
  }

  /** The newest that is filed of a role. */
  <M extends Metadata> Optional<M> newest(DeskRole role, Class<M> type) {
    var editions = desk.editions(role.name());
    return editions.isEmpty()
        ? Optional.empty()
        : desk.file(role.file(editions.last())).map(file -> read(type, role, file));
  }

  <M extends Metadata> Optional<M> draft(DeskRole role, Class<M> type) {
    return desk.draft(role.name()).map(file -> read(type, role, file));
  }

  static <M extends Metadata> M read(Class<M> type, DeskRole role, byte[] file) {
    return read(type, role, open(role, file));
  }

  private static <M extends Metadata> M read(Class<M> type, DeskRole role, SignedFile file) {
    try {
      return XML.read(type, role.name(), file.content());
    } catch (MetadataException e) {
      throw new CommandFailure("A file of the desk is damaged. " + e.getMessage(), e);
    }
  }

  static SignedFile open(DeskRole role, byte[] file) {
    try {
      return SignedForm.read(role.name(), file);
    } catch (MetadataException e) {
      throw new CommandFailure("A file of the desk is damaged. " + e.getMessage(), e);
    }
  }

  /** A new draft, which nobody has signed; one that was there is replaced. */
  void propose(DeskRole role, Metadata metadata) {
    desk.writeDraft(role.name(), unsigned(role, metadata));
  }

  private static byte[] unsigned(DeskRole role, Metadata metadata) {
    try {
      return SignedForm.write(role.name(), XML.write(metadata), List.of());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("The " + role.name() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A file of a role with the signatures of keys that the desk has at hand. */
  static byte[] signed(DeskRole role, Metadata metadata, List<SigningKey> keys) {
    return sign(role, unsigned(role, metadata), keys);
  }

  private static byte[] sign(DeskRole role, byte[] file, List<SigningKey> keys) {
    SignedFile opened = open(role, file);
    Map<String, Signature> signatures = new LinkedHashMap<>();
    opened.signatures().forEach(each -> signatures.put(each.keyId(), each));
    for (SigningKey key : keys) {
      signatures.computeIfAbsent(key.key().id(), id -> key.sign(opened.message()));
    }
    return SignedForm.write(role.name(), opened.content(), List.copyOf(signatures.values()));
  }

  /**
   * What a draft needs: the keys that one root wants to have signed it.
   *
   * @param whose in words
   */
  record Demand(String whose, SignatureTally tally) {}

  /** Nothing where there is no draft. */
  List<Demand> demands(DeskRole role) {
    Optional<byte[]> draft = desk.draft(role.name());
    if (draft.isEmpty()) {
      return List.of();
    }
    SignedFile file = open(role, draft.get());
    if (role.model().isPresent()) {
      return delegations().drafted(role).stream().map(each -> demand(each, file)).toList();
    }
    List<Demand> demands = new ArrayList<>();
    root()
        .ifPresent(
            root ->
                demands.add(demand("as root " + root.version() + " demands", root, role, file)));
    if (role.equals(DeskRole.ROOT)) {
      RootMetadata next = read(RootMetadata.class, role, file);
      demands.add(demand("as root " + next.version() + " itself demands", next, role, file));
    }
    return List.copyOf(demands);
  }

  Delegations delegations() {
    return new Delegations(desk, this);
  }

  /** What one edition of the targets demands of a file of a role that it delegates to. */
  static Demand demand(Delegations.Of of, SignedFile file) {
    return new Demand(
        "as targets " + of.targets().version() + " demand",
        SignatureTally.of(
            of.targets().keys(), of.delegation().keys(), file, new HybridSignatures()));
  }

  static Demand demand(String whose, RootMetadata root, DeskRole role, byte[] file) {
    return demand(whose, root, role, open(role, file));
  }

  private static Demand demand(String whose, RootMetadata root, DeskRole role, SignedFile file) {
    return new Demand(
        whose, SignatureTally.of(root.keys(), keys(root, role), file, new HybridSignatures()));
  }

  static RoleKeys keys(RootMetadata root, DeskRole role) {
    RoleKeys keys = root.roles().get(role.name());
    if (keys == null) {
      throw new IllegalStateException("A root names all four roles");
    }
    return keys;
  }

  /** Whether a draft is there and may be filed. */
  boolean isComplete(DeskRole role) {
    List<Demand> demands = demands(role);
    return !demands.isEmpty() && demands.stream().allMatch(each -> each.tally().isComplete());
  }

  /**
   * Adds signatures to the draft of a role, by those of the keys that may sign it; and files it
   * when they are enough.
   *
   * @return the keys that have signed
   */
  List<MetadataKey> sign(DeskRole role, List<SigningKey> keys) {
    Optional<byte[]> draft = desk.draft(role.name());
    List<SigningKey> asked = keys.stream().filter(key -> isAsked(role, key.key().id())).toList();
    if (draft.isEmpty() || asked.isEmpty()) {
      return List.of();
    }
    desk.writeDraft(role.name(), sign(role, draft.get(), asked));
    return asked.stream().map(SigningKey::key).toList();
  }

  private boolean isAsked(DeskRole role, String keyId) {
    return demands(role).stream()
        .flatMap(demand -> demand.tally().groups().stream())
        .anyMatch(group -> group.open().contains(keyId) || group.signed().contains(keyId));
  }

  /**
   * Files the draft of a role that enough have signed. Targets wait for those to whom they delegate
   * for the first time, or with other keys: devices would refuse the one without the other.
   */
  boolean fileIfComplete(DeskRole role) {
    if (!isComplete(role) || !delegations().mayFile(role)) {
      return false;
    }
    byte[] draft = desk.draft(role.name()).orElseThrow();
    Metadata metadata =
        role.equals(DeskRole.ROOT)
            ? read(RootMetadata.class, role, draft)
            : read(TargetsMetadata.class, role, draft);
    desk.file(role.file(metadata.version()), draft);
    desk.removeDraft(role.name());
    return true;
  }

  /** Whether any edition that was signed had it. */
  boolean hadTarget(String path) {
    return Stream.concat(Stream.of(DeskRole.TARGETS), delegations().ever().stream())
        .anyMatch(role -> hadTarget(role, path));
  }

  private boolean hadTarget(DeskRole role, String path) {
    return desk.editions(role.name()).stream()
        .flatMap(edition -> desk.file(role.file(edition)).stream())
        .anyMatch(file -> read(TargetsMetadata.class, role, file).targets().containsKey(path));
  }

  /** What is drafted of a list of releases, or else filed. */
  Optional<TargetsMetadata> newestOrDraft(DeskRole role) {
    return draft(role, TargetsMetadata.class).or(() -> newest(role, TargetsMetadata.class));
  }

  /** Of the targets and of all roles that they delegate to, as they are drafted or else filed. */
  Map<DeskRole, TargetsMetadata> lists() {
    Map<DeskRole, TargetsMetadata> lists = new LinkedHashMap<>();
    Stream.concat(Stream.of(DeskRole.TARGETS), delegations().roles().stream())
        .forEach(role -> newestOrDraft(role).ifPresent(list -> lists.put(role, list)));
    return lists;
  }

  /** One edition more of the targets that are drafted or filed. */
  TargetsMetadata targetsToChange() {
    return toChange(DeskRole.TARGETS);
  }

  /** The same of the targets or of the releases of one model. */
  TargetsMetadata toChange(DeskRole role) {
    TargetsMetadata base =
        newestOrDraft(role)
            .orElse(new TargetsMetadata(1, desk.now(), Map.of(), Map.of(), List.of()));
    var editions = desk.editions(role.name());
    return new TargetsMetadata(
        editions.isEmpty() ? 1 : editions.last() + 1,
        desk.now().plus(role.life(desk.settings())),
        new TreeMap<>(base.targets()),
        base.keys(),
        base.delegations());
  }
}
