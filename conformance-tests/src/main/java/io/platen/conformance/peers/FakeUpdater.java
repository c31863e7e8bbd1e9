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
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.ReleaseCheck;
import io.platen.protocol.release.Target;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The updates of the fake device, up to where the content would be written: what it takes for a
 * release it fetches, and what it refuses it leaves alone.
 */
final class FakeUpdater {
  static final String MODEL = "fake-1";

  private static final int REVISION = 1;
  private static final int FLOOR = 5;
  private static final long SLOT = 1024 * 1024;
  private static final String REQUEST = "application/vnd.platen+xml";

  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final FakeSync sync;
  private final FakeMetadata metadata;
  private final Optional<DeviceFault> fault;
  private final InstantSource clock;
  private byte[] nonce = new byte[Nonce.LENGTH];

  FakeUpdater(
      FakeDeviceSetup setup,
      FakeWire wire,
      FakeSync sync,
      Optional<DeviceFault> fault,
      InstantSource clock) {
    this.setup = setup;
    this.wire = wire;
    this.sync = sync;
    this.fault = fault;
    this.clock = clock;
    this.metadata = new FakeMetadata(setup, wire, fault);
    new SecureRandom().nextBytes(nonce);
  }

  /** What the suite has to know to make a release for it. */
  static Map<String, Object> described() {
    return Map.of("outcome", "done", "model", MODEL, "revision", "1", "counter", "5");
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
    boolean blind = fault.filter(each -> each.requirement().id().equals(requirement)).isPresent();
    return blind ? goesOn() : Reply.of(Outcome.REFUSED, requirement + ": " + why);
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
    if (!(assignment.order() instanceof Order.Install order)) {
      return has(DeviceFault.FETCHES_WITHOUT_AN_ORDER)
          ? goesOn()
          : Reply.of(Outcome.DONE, "nothing to do");
    }
    Optional<TargetFile> target =
        metadata.find(
            Release.path(MODEL, order.release()),
            has(DeviceFault.GOES_BY_ITS_OWN_TIME) ? clock.instant() : assignment.time());
    if (target.isEmpty()) {
      return refused("PLT-UPD-308", "no metadata names it");
    }
    byte[] document = fetch(GroundUpdates.OBJECTS + target.get().hashes().get("sha256")).bytes();
    if (!target.get().matches(document) && !has(DeviceFault.TAKES_ANY_RELEASE_DOCUMENT)) {
      return Reply.of(Outcome.REFUSED, "PLT-UPD-100: other bytes than were signed");
    }
    return install(read(document));
  }

  /** One that takes any document does not even look whether it is one. */
  private Release read(byte[] document) throws ProtocolException {
    document = document.clone();
    if (has(DeviceFault.TAKES_ANY_RELEASE_DOCUMENT)) {
      document[document.length / 2] ^= 1;
    }
    return ReleaseCodec.read(document);
  }

  private Reply install(Release release) throws IOException, ContentException {
    List<ReleaseCheck.Objection> objections =
        ReleaseCheck.of(
            release, new Target(MODEL, REVISION, Map.of(ComponentName.APPLICATION, FLOOR), 0));
    for (ReleaseCheck.Objection each : objections) {
      boolean blind =
          fault.filter(one -> one.requirement().id().equals(each.requirement())).isPresent();
      if (!blind && !has(DeviceFault.INSTALLS_WHAT_FITS_OF_A_RELEASE)) {
        return Reply.of(Outcome.REFUSED, each.requirement() + ": " + each.message());
      }
    }
    Release.Component part =
        release.component(ComponentName.APPLICATION).orElse(release.components().get(0));
    if (part.length() > SLOT && !has(DeviceFault.FETCHES_WHAT_IS_TOO_LONG)) {
      return Reply.of(Outcome.REFUSED, "PLT-UPD-062: longer than its slot");
    }
    if (has(DeviceFault.FETCHES_NO_CONTENT)) {
      return Reply.of(Outcome.DONE, "");
    }
    byte[] list = fetch(GroundUpdates.OBJECTS + part.chunks().sha256()).bytes();
    boolean right = Sha256.of(list).toString().equals(part.chunks().sha256());
    if (!right && !has(DeviceFault.TAKES_ANY_CHUNK_LIST)) {
      return Reply.of(Outcome.REFUSED, "PLT-UPD-060: another chunk list than was signed");
    }
    String pack =
        right
            ? ChunkList.read(list, part.chunks().length(), Sha256.parse(part.chunks().sha256()))
                .pack()
                .toString()
            : "0".repeat(64);
    fetch(GroundUpdates.OBJECTS + pack);
    return Reply.of(Outcome.DONE, "");
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
