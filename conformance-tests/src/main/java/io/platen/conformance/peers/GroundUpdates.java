package io.platen.conformance.peers;

import io.platen.conformance.peers.ScriptedServer.Asked;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Identity;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Order;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts' part in the updates of a device under test: what is assigned, and what is given. */
public final class GroundUpdates {
  public static final String ASSIGNMENT = "/download/v1/updates/assignment";
  public static final String OBJECTS = "/download/v1/objects/";

  private static final String FILES = GroundMaker.PATH;
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

  private final UUID device;
  private final PeerKeys keys;
  private final InstantSource clock;
  private final GroundMaker maker;
  private final Identity named;
  private final List<AssignmentRequest> asked = new ArrayList<>();
  private Identity signer;
  private Order order = new Order.Nothing();
  private UnaryOperator<Assignment> change = UnaryOperator.identity();
  private UnaryOperator<byte[]> bytes = UnaryOperator.identity();

  GroundUpdates(PeerKeys keys, InstantSource clock) {
    this.device = keys.device();
    this.keys = keys;
    this.clock = clock;
    this.maker = new GroundMaker(clock.instant());
    this.named = keys.servers().assigning("Assignments");
    this.signer = named;
  }

  public GroundMaker maker() {
    return maker;
  }

  /** What the sync document has of them. */
  public SyncDocument told() {
    return DeviceGround.document(device).updated(new SyncDocument.Updates(named.chain(), null));
  }

  /** The same with so many bytes for updates in a day. */
  public SyncDocument told(long bytesPerDay) {
    return DeviceGround.document(device)
        .updated(new SyncDocument.Updates(named.chain(), bytesPerDay));
  }

  /** The same that names a certificate by an authority that the device does not know. */
  public SyncDocument toldByAStranger() {
    signer = PeerPki.named("Strangers").assigning("Assignments");
    return DeviceGround.document(device).updated(new SyncDocument.Updates(signer.chain(), null));
  }

  /** From now on this is to be done. */
  public GroundUpdates order(Order other) {
    order = other;
    return this;
  }

  /** From now on assignments are changed before they are signed. */
  public GroundUpdates change(UnaryOperator<Assignment> other) {
    change = other;
    return this;
  }

  /** From now on the signed files are changed. */
  public GroundUpdates changeBytes(UnaryOperator<byte[]> other) {
    bytes = other;
    return this;
  }

  /** From now on they are signed under a certificate that no sync document names. */
  public GroundUpdates signByAnother() {
    signer = keys.servers().assigning("Another");
    return this;
  }

  /** The questions so far. */
  public synchronized List<AssignmentRequest> asked() {
    return List.copyOf(asked);
  }

  /** Empty for what is none of this. */
  Optional<Reaction> find(Asked request) {
    String path = request.request().uri().getPath();
    if (path.equals(ASSIGNMENT)) {
      return Optional.of(assign(request.request().body()));
    }
    if (path.startsWith(FILES)) {
      return Optional.of(given(maker.findFile(path.substring(FILES.length())), request));
    }
    return path.startsWith(OBJECTS)
        ? Optional.of(given(maker.findObject(path.substring(OBJECTS.length())), request))
        : Optional.empty();
  }

  private synchronized Reaction assign(Body question) {
    try {
      AssignmentRequest request = AssignmentCodec.readRequest(question.bytes());
      asked.add(request);
      Assignment right =
          new Assignment(
              device,
              request.nonce(),
              clock.instant().truncatedTo(ChronoUnit.SECONDS),
              request.repository(),
              order);
      byte[] file =
          new AssignmentSigner(signer.chain().get(0), signer.key()).sign(change.apply(right));
      return new Reaction(
          200, Map.of("Content-Type", Assignment.MEDIA_TYPE), Body.of(bytes.apply(file)));
    } catch (ProtocolException e) {
      return Reaction.status(400);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reaction given(byte @Nullable [] file, Asked asked) {
    if (file == null) {
      return Reaction.status(404);
    }
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/octet-stream"));
    Matcher range =
        RANGE.matcher(
            asked.request().headers().stream()
                .filter(each -> each.name().equalsIgnoreCase("Range"))
                .map(each -> each.value())
                .findFirst()
                .orElse(""));
    if (!range.matches()) {
      return new Reaction(200, headers, Body.of(file));
    }
    int from = Integer.parseInt(range.group(1));
    int to = Math.min(file.length, Integer.parseInt(range.group(2)) + 1);
    if (from >= to) {
      return Reaction.status(416);
    }
    headers.put("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
    return new Reaction(206, headers, Body.of(Arrays.copyOfRange(file, from, to)));
  }
}
