package io.platen.conformance.suite;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.peers.GroundUpdates;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.sync.SyncDocument;
import java.util.List;

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

  private UpdatePlay(DeviceUnderTest device, Checks checks, Reply state) {
    this.device = device;
    this.checks = checks;
    this.model = member(state, "model", "");
    checks.need(!model.isEmpty(), "The adapter's state names no \"model\" of the device");
    this.revision = Integer.parseInt(member(state, "revision", "0"));
    this.counter = Integer.parseInt(member(state, "counter", "1"));
  }

  private static String member(Reply state, String name, String otherwise) {
    return state.members().getOrDefault(name, otherwise).toString();
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
  Release.Component application(String version) {
    return maker().component(ComponentName.APPLICATION, version, counter);
  }

  Release release(String id, Release.Component... components) {
    return release(new Hardware(model, 0, revision), id, DataForms.NONE, components);
  }

  Release release(Hardware hardware, String id, DataForms data, Release.Component... components) {
    return new Release(id, List.of(hardware), List.of(components), data);
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
    updates().order(Order.Install.of(id));
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
