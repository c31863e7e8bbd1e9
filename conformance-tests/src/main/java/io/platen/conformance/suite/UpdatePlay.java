package io.platen.conformance.suite;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundImages;
import io.platen.conformance.peers.GroundMaker;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.peers.GroundUpdates;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.sync.SyncDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A device whose maker is the suite. What it fetches shows what it believes: of a release that it
 * must refuse it fetches no object, and of metadata that it must refuse nothing that comes after.
 */
final class UpdatePlay {
  static final String RELEASE = "2.0";

  private final DeviceUnderTest device;
  private final Checks checks;
  private final String model;
  private final int revision;
  private final int counter;

  private final List<Set<ComponentName>> groups;

  private UpdatePlay(DeviceUnderTest device, Checks checks, Reply state) {
    this.device = device;
    this.checks = checks;
    this.model = member(state, "model", "");
    checks.need(!model.isEmpty(), "The adapter's state names no \"model\" of the device");
    this.revision = Integer.parseInt(member(state, "revision", "0"));
    this.counter = Integer.parseInt(member(state, "counter", "1"));
    this.groups = groups(member(state, "groups", "application"));
  }

  private static String member(Reply state, String name, String otherwise) {
    return state.members().getOrDefault(name, otherwise).toString();
  }

  /** Such as {@code bootloader application+operating-system}. */
  private static List<Set<ComponentName>> groups(String told) {
    return Arrays.stream(told.strip().split("\\s+"))
        .map(
            group ->
                Arrays.stream(group.split("\\+"))
                    .flatMap(each -> ComponentName.of(each).stream())
                    .collect(Collectors.toCollection(TreeSet::new)))
        .collect(Collectors.toUnmodifiableList());
  }

  /** A device that has the suite's first root, and to which updates are assigned. */
  static UpdatePlay begin(DeviceUnderTest device, Checks checks) {
    GroundUpdates updates = device.ground().updates();
    device.init();
    UpdatePlay play = new UpdatePlay(device, checks, device.state());
    play.tell(updates.told(), "updates");
    return play;
  }

  /** From now on the hosts have this sync document. */
  void tell(SyncDocument document, String tag) {
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.sync(document, tag));
  }

  GroundUpdates updates() {
    return device.ground().updates();
  }

  GroundMaker maker() {
    return updates().maker();
  }

  String model() {
    return model;
  }

  int counter() {
    return counter;
  }

  /** An application that the device may install. */
  Component application(String version) {
    return part(ComponentName.APPLICATION, version, counter);
  }

  /** The image of that application. */
  byte[] image(String version) {
    return GroundImages.image(ComponentName.APPLICATION.token() + version);
  }

  Component part(ComponentName name, String version, int floor, Requires... requires) {
    return maker().images().component(name, version, floor, requires);
  }

  /** One of this image, that the device may install. */
  Component part(ComponentName name, byte[] image) {
    return maker().images().of(name, "2.0", counter, image);
  }

  /** With what changes together with these. */
  Release release(String id, Component... components) {
    return release(new Hardware(model, 0, revision), id, DataForms.NONE, components);
  }

  Release release(Hardware hardware, String id, DataForms data, Component... components) {
    List<Component> all = new ArrayList<>(List.of(components));
    for (Set<ComponentName> group : groups) {
      boolean begun = all.stream().anyMatch(each -> group.contains(each.name()));
      group.stream()
          .filter(name -> begun && all.stream().noneMatch(each -> each.name() == name))
          .forEach(name -> all.add(part(name, id, counter)));
    }
    return new Release(id, List.of(hardware), all, data);
  }

  /** What a boot control of the device starts together. */
  List<Set<ComponentName>> groups() {
    return groups;
  }

  /** Names and publishes a release of these. */
  Release publish(String id, Component... components) {
    Release release = release(id, components);
    maker().name(model, release);
    maker().publish(Change.NONE);
    return release;
  }

  /** What the device has told of its updates last. */
  Optional<UpdateState> told() {
    List<UpdateState> all = allTold();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  List<UpdateState> allTold() {
    return ReportSeen.by(device).stream()
        .flatMap(each -> each.report().stream())
        .flatMap(each -> Optional.ofNullable(each.updates()).stream())
        .toList();
  }

  /** How a release ended, as reports told last; empty where it did not, or nobody was told. */
  Optional<Outcome> ended(String id) {
    return allTold().stream()
        .flatMap(each -> Optional.ofNullable(each.result()).stream())
        .filter(each -> each.release().equals(id))
        .reduce((first, second) -> second)
        .map(UpdateState.Result::outcome);
  }

  /** Whether what runs is just this, as reports told last. */
  boolean runs(Component part) {
    return told().stream()
        .flatMap(each -> each.components().stream())
        .anyMatch(each -> each.name() == part.name() && part.sha256().equals(each.sha256()));
  }

  /** What reports told last, for a report of the suite. */
  String said() {
    return told()
        .map(
            each ->
                "components " + each.components() + ", " + each.attempt() + ", " + each.result())
        .orElse("no report tells of updates");
  }

  /** The release was installed, and runs. */
  void installed(Requirement requirement, Release release, String sent, String hint) {
    boolean all = release.components().stream().allMatch(this::runs);
    checks.that(
        requirement,
        all && ended(release.id()).filter(each -> each == Outcome.CONFIRMED).isPresent(),
        sent + "; adapter apply",
        said(),
        "release " + release.id() + " runs, and is reported as confirmed",
        hint);
  }

  /** The release does not run, and is not said to. */
  void notInstalled(Requirement requirement, Release release, String sent, String hint) {
    boolean any = release.components().stream().anyMatch(this::runs);
    checks.that(
        requirement,
        !any && ended(release.id()).filter(each -> each == Outcome.CONFIRMED).isEmpty(),
        sent + "; adapter apply",
        said(),
        "release " + release.id() + " does not run",
        hint);
  }

  /** Names and publishes a release that is right, but for what is changed of the metadata. */
  void publish(String id, Change change) {
    maker().name(model, release(id, application(id)));
    maker().publish(change);
  }

  /** Lets the device come to trust what is published now; it installs nothing. */
  void trust() {
    updates().order(Order.Install.of("absent"));
    device.apply();
    checks.need(
        seen("timestamp.xml") > 0, "The device does not fetch metadata when it is told to install");
  }

  Reply install(String id) {
    return install(Order.Install.of(id));
  }

  Reply install(Order.Install order) {
    updates().order(order);
    return device.apply();
  }

  /** How often a file of metadata was asked for. */
  long seen(String file) {
    return device.exchanges().stream()
        .filter(each -> each.request().uri().getPath().endsWith("/" + file))
        .count();
  }

  /** How many requests for objects there were. */
  long objects() {
    return objectNames().size();
  }

  /** The objects that were asked for, in order. */
  List<String> objectNames() {
    return device.exchanges().stream()
        .map(each -> each.request().uri().getPath())
        .filter(each -> each.startsWith(GroundUpdates.OBJECTS))
        .map(each -> each.substring(GroundUpdates.OBJECTS.length()))
        .toList();
  }

  /** What was fetched of a component beside its list, which is not the suite's usual one. */
  List<String> contentOf(Component part, Release release) {
    Set<String> others = new HashSet<>();
    others.add(part.chunks().sha256());
    others.add(Sha256.of(ReleaseCodec.write(release)).toString());
    for (Component each : release.components()) {
      String name = each.name().token() + each.version();
      others.add(each.chunks().sha256());
      if (each.name() != part.name()) {
        others.add(GroundImages.list(GroundImages.image(name)).pack().toString());
      }
    }
    return objectNames().stream().filter(each -> !others.contains(each)).toList();
  }

  /** Assigns a release; nothing of it must be fetched. */
  void refused(Requirement requirement, String id, String sent, String hint) {
    long before = objects();
    Reply reply = install(id);
    checks.that(
        requirement,
        objects() == before,
        sent + "; adapter apply",
        reply + ", " + (objects() - before) + " objects fetched",
        "no object is fetched",
        hint);
  }

  /**
   * A device for which all is right but one thing fetches no object.
   *
   * @param wrong publishes a release, and makes it wrong
   */
  static void refuses(
      Requirement requirement,
      String what,
      String hint,
      Consumer<UpdatePlay> wrong,
      DeviceUnderTest device,
      Checks checks) {
    UpdatePlay play = begin(device, checks);
    wrong.accept(play);
    play.refused(requirement, RELEASE, what, hint);
  }

  /** Assigns a release; it must be fetched. */
  void taken(Requirement requirement, String id, String sent, String hint) {
    long before = objects();
    Reply reply = install(id);
    checks.that(
        requirement,
        objects() > before + 1,
        sent + "; adapter apply",
        reply + ", " + (objects() - before) + " objects fetched",
        "the release and its content are fetched",
        hint);
  }
}
