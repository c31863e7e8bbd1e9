package io.platen.conformance.peers;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.assignment.AssignmentCheck;
import io.platen.protocol.assignment.AssignmentException;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.ReleaseCheck;
import io.platen.protocol.release.Target;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The updates of the fake device, up to where the content would be written: what it takes for a
 * release it fetches, and what it refuses it leaves alone.
 */
final class FakeUpdater {
  static final String MODEL = "fake-1";

  private static final int REVISION = 1;
  private static final String REQUEST = "application/vnd.platen+xml";

  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final FakeSync sync;
  private final FakeMetadata metadata;
  private final Optional<DeviceFault> fault;
  private final InstantSource clock;
  private final FakeInstall install;
  private Instant floor = Instant.EPOCH;
  private byte[] nonce = new byte[Nonce.LENGTH];

  FakeUpdater(
      FakeDeviceSetup setup,
      FakeWire wire,
      FakeSync sync,
      FakeOutbox outbox,
      Optional<DeviceFault> fault,
      InstantSource clock) {
    this.setup = setup;
    this.wire = wire;
    this.sync = sync;
    this.fault = fault;
    this.clock = clock;
    this.metadata = new FakeMetadata(setup, wire, fault);
    this.install = new FakeInstall(setup, wire, fault, clock, outbox::tell);
    if (setup.root().isPresent()) {
      outbox.updating(install.state(), install::taken);
    }
    new SecureRandom().nextBytes(nonce);
  }

  /** What the suite has to know to make a release for it. */
  static Map<String, Object> described() {
    return Map.of(
        "outcome",
        "done",
        "model",
        MODEL,
        "revision",
        "1",
        "counter",
        Integer.toString(FakeSlots.FLOOR),
        "groups",
        "bootloader application+operating-system");
  }

  static Instant whole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  void agree(String release) {
    install.agree(release);
  }

  /** What it has not kept is gone. */
  void restart() {
    install.restart();
    if (has(DeviceFault.FORGETS_WHAT_IT_TRUSTS)) {
      metadata.forget();
    }
  }

  Reply apply() {
    Optional<SyncDocument.Updates> told = sync.document().map(SyncDocument::updates);
    boolean idle = has(DeviceFault.INSTALLS_NOTHING) || has(DeviceFault.OBEYS_NOBODY);
    if (told.isEmpty() || idle) {
      return Reply.of(Outcome.DONE, "nobody assigns updates");
    }
    try {
      return obey(assignment(told.get()));
    } catch (AssignmentException e) {
      return refused(e.requirement(), String.valueOf(e.getMessage()));
    } catch (MetadataException e) {
      boolean twice = e.requirement().equals("PLT-UPD-002") && has(DeviceFault.COUNTS_A_KEY_TWICE);
      boolean any =
          e.reason() == MetadataException.Reason.MALFORMED && has(DeviceFault.TAKES_ANY_VERSION);
      return twice || any ? goesOn() : refused(e.requirement(), String.valueOf(e.getMessage()));
    } catch (ContentException e) {
      return refused("PLT-UPD-060", String.valueOf(e.getMessage()));
    } catch (IOException | ProtocolException e) {
      return Reply.of(Outcome.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** One that is blind to the sentence takes what it should refuse, and fetches it. */
  private Reply refused(String requirement, String why) {
    return isBlind(requirement) ? goesOn() : Reply.of(Outcome.REFUSED, requirement + ": " + why);
  }

  private boolean isBlind(String requirement) {
    return fault.filter(each -> each.requirement().id().equals(requirement)).isPresent();
  }

  private Reply goesOn() {
    fetch(GroundUpdates.OBJECTS + "0".repeat(64));
    return Reply.of(Outcome.DONE, "");
  }

  private Assignment assignment(SyncDocument.Updates told) throws AssignmentException, IOException {
    if (!has(DeviceFault.REUSES_ITS_NONCE)) {
      nonce = nonce.clone();
      new SecureRandom().nextBytes(nonce);
    }
    Nonce own = Nonce.of(nonce);
    String repository = setup.repository();
    Request question =
        Request.post(
            at(GroundUpdates.ASSIGNMENT),
            REQUEST,
            Body.of(
                AssignmentCodec.write(new AssignmentRequest(own, repository, MODEL, REVISION))));
    byte[] file =
        wire.send(question)
            .filter(each -> each.status() == 200)
            .map(each -> each.body().bytes())
            .orElseThrow(() -> new IOException("no assignment"));
    return new AssignmentCheck(
            setup.device(), repository, own, told.certificates(), setup.authorities())
        .accept(file);
  }

  private Reply obey(Assignment assignment)
      throws MetadataException, IOException, ProtocolException, ContentException {
    if (assignment.order() instanceof Order.Cancel cancel) {
      install.cancel(cancel.release());
      return Reply.of(Outcome.DONE, "cancelled");
    }
    if (!(assignment.order() instanceof Order.Install order)) {
      return has(DeviceFault.FETCHES_WITHOUT_AN_ORDER)
          ? goesOn()
          : Reply.of(Outcome.DONE, "nothing to do");
    }
    Optional<TargetFile> target =
        metadata.find(Release.path(MODEL, order.release()), time(assignment));
    floor = later(floor, assignment.time());
    if (target.isEmpty()) {
      return refused("PLT-UPD-308", "no metadata names it");
    }
    byte[] document = fetch(GroundUpdates.OBJECTS + target.get().hashes().get("sha256")).bytes();
    if (!target.get().matches(document) && !has(DeviceFault.TAKES_ANY_RELEASE_DOCUMENT)) {
      return Reply.of(Outcome.REFUSED, "PLT-UPD-100: other bytes than were signed");
    }
    return accept(read(document), order);
  }

  /** Now, for metadata: never before the floor. */
  private Instant time(Assignment assignment) {
    if (has(DeviceFault.RAISES_ITS_TIME_FOR_NOTHING)) {
      floor = later(floor, assignment.time());
    }
    Instant now = has(DeviceFault.GOES_BY_ITS_OWN_TIME) ? clock.instant() : assignment.time();
    return later(floor, now);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** One that takes any document does not even look whether it is one. */
  private Release read(byte[] document) throws ProtocolException {
    document = document.clone();
    if (has(DeviceFault.TAKES_ANY_RELEASE_DOCUMENT)) {
      document[document.length / 2] ^= 1;
    }
    try {
      return ReleaseCodec.read(document);
    } catch (ProtocolException e) {
      if (has(DeviceFault.TAKES_COMPONENTS_WITHOUT_SLOTS)) {
        goesOn();
      }
      throw e;
    }
  }

  private Reply accept(Release release, Order.Install order) throws IOException {
    Optional<ReleaseCheck.Objection> objection = objection(release);
    if (objection.isPresent()) {
      install.note(release.id(), UpdateState.Outcome.REFUSED, objection.get().message());
      return Reply.of(Outcome.REFUSED, objection.get().toString());
    }
    if (has(DeviceFault.FETCHES_NO_CONTENT)) {
      return Reply.of(Outcome.DONE, "");
    }
    Long budget = sync.document().map(SyncDocument::updates).orElseThrow().bytesPerDay();
    return install.install(release, order, budget);
  }

  private Optional<ReleaseCheck.Objection> objection(Release release) {
    List<ReleaseCheck.Objection> objections =
        new ArrayList<>(
            ReleaseCheck.of(release, new Target(MODEL, REVISION, install.slots().floors(), 0)));
    if (release.components().stream().anyMatch(each -> each.length() > FakeSlots.SIZE)) {
      objections.add(new ReleaseCheck.Objection("PLT-UPD-062", "longer than its slot"));
    }
    if (FakeSlots.GROUPS.stream().anyMatch(each -> isHalf(each, release))) {
      objections.add(new ReleaseCheck.Objection("PLT-UPD-201", "half of a group"));
    }
    if (install.isBroken(release.id())) {
      objections.add(new ReleaseCheck.Objection("PLT-UPD-203", "it was tried and did not work"));
    }
    return has(DeviceFault.INSTALLS_WHAT_FITS_OF_A_RELEASE)
        ? Optional.empty()
        : objections.stream().filter(each -> !isBlind(each.requirement())).findFirst();
  }

  private static boolean isHalf(Set<ComponentName> group, Release release) {
    long there = group.stream().filter(each -> release.component(each).isPresent()).count();
    return there > 0 && there < group.size();
  }

  private Body fetch(String path) {
    return wire.send(Request.get(at(path)))
        .filter(each -> each.status() == 200)
        .map(Response::body)
        .orElse(Body.EMPTY);
  }

  private URI at(String path) {
    return wire.at(path);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
