package io.platen.device.sync;

import io.platen.device.link.Answer;
import io.platen.device.link.Attempts;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.Rest;
import io.platen.device.link.Uploads;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Heartbeat;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Asks for what concerns this device, and keeps the last good answer on the disk. */
public final class Sync {
  private static final String PATH = "download/v1/sync";
  private static final String DOCUMENT = "sync";
  private static final String ETAG = "sync-etag";

  /** That the document is not as the server said it, as the site has closed the device to that. */
  private static final String HELD = "sync-held";

  private static final int LONGEST_DOCUMENT = (int) Limit.SYNC_BYTES.value();

  private static final SyncDocument.Hosts NO_HOSTS = new SyncDocument.Hosts(List.of(), List.of());

  private final Link link;
  private final Attempts attempts;
  private final DeviceStore store;
  private final UUID device;
  private final InstantSource clock;
  private final Rest<SyncOutcome> rest = new Rest<>();
  private final boolean open;
  private final ReentrantLock asking = new ReentrantLock(true);

  /** Heartbeats and alerts read it beside the cycles. */
  private volatile @Nullable SyncDocument document;

  private volatile @Nullable URI answeredBy;

  /** Of a device that takes what the server says. */
  public Sync(Link link, Attempts attempts, DeviceStore store, UUID device, InstantSource clock)
      throws StoreException {
    this(link, attempts, store, device, clock, true);
  }

  /**
   * @param open whether the site lets settings come from outside: else those that hold go on to
   *     hold, once there are any
   */
  public Sync(
      Link link,
      Attempts attempts,
      DeviceStore store,
      UUID device,
      InstantSource clock,
      boolean open)
      throws StoreException {
    this.open = open;
    if (open && store.has(HELD)) {
      // What the server has said meanwhile is fetched again.
      store.change(
          writer -> {
            writer.remove(ETAG);
            writer.remove(HELD);
          });
    }
    this.link = link;
    this.attempts = attempts;
    this.store = store;
    this.device = device;
    this.clock = clock;
    this.document = stored();
    attempts.adopt(hosts().download());
  }

  private @Nullable SyncDocument stored() throws StoreException {
    Optional<byte[]> xml = store.find(DOCUMENT);
    if (xml.isEmpty()) {
      return null;
    }
    try {
      return SyncCodec.read(xml.get());
    } catch (ProtocolException e) {
      store.change(writer -> writer.remove(ETAG)); // written by another version: fetch it anew
      return null;
    }
  }

  /** What the server said last; [PLT-SYN-010] until then the protocol's defaults. */
  public Policy policy() {
    SyncDocument newest = document;
    return newest == null ? Policy.DEFAULT : newest.policy();
  }

  /** What the server said last; nothing until then. */
  public List<DiscoveryEntry> entries() {
    SyncDocument newest = document;
    return newest == null ? List.of() : newest.entries();
  }

  /** What the server said last; nothing until then. */
  public List<ListedProfile> profiles() {
    SyncDocument newest = document;
    return newest == null ? List.of() : newest.profiles();
  }

  /** Those that the server named last, which go before those of the configuration. */
  public SyncDocument.Hosts hosts() {
    SyncDocument newest = document;
    SyncDocument.Hosts named = newest == null ? null : newest.hosts();
    return named == null ? NO_HOSTS : named;
  }

  /** For whom to seal reports; null until the server says so. */
  public SyncDocument.@Nullable Sealing sealing() {
    SyncDocument newest = document;
    return newest == null ? null : newest.sealing();
  }

  /** How to tell that the device lives; empty where the server wants no heartbeat. */
  public Optional<Heartbeat> heartbeat() {
    SyncDocument newest = document;
    return newest == null ? Optional.empty() : Optional.ofNullable(newest.heartbeat());
  }

  /** Who assigns updates; null where the server does not, or has not said so yet. */
  public SyncDocument.@Nullable Updates updates() {
    return document == null ? null : document.updates();
  }

  /** Which host answered this device last; empty until one did. */
  public Optional<URI> answeredBy() {
    return Optional.ofNullable(answeredBy);
  }

  /**
   * Asks a download host, the other one where that fails, and keeps what is new. One at a time: who
   * comes meanwhile waits.
   */
  public SyncOutcome run() throws InterruptedException, StoreException {
    asking.lockInterruptibly();
    try {
      return runAlone();
    } finally {
      asking.unlock();
    }
  }

  private SyncOutcome runAlone() throws InterruptedException, StoreException {
    Optional<SyncOutcome> asked = rest.standing(clock.instant());
    if (asked.isPresent()) {
      return asked.get();
    }
    Optional<String> etag =
        document == null
            ? Optional.empty()
            : store.find(ETAG).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    Fetched fetched = new Fetched();
    SyncOutcome outcome = attempts.make(host -> ask(host, etag, fetched));
    rest.answered(outcome, clock.instant());
    if (outcome.failure().isEmpty() && fetched.answer != null) {
      answeredBy = fetched.answer.host();
    }
    if (outcome instanceof SyncOutcome.Changed changed) {
      SyncDocument before = document;
      if (!open && before != null) {
        keep(held(before, changed.document()), fetched, true);
        return new SyncOutcome.Unchanged();
      }
      keep(changed.document(), fetched, false);
    }
    LinkFailure refusal = fetched.refusal;
    return outcome instanceof SyncOutcome.Failed failed && refusal != null
        ? new SyncOutcome.Failed(refusal, failed.wish())
        : outcome;
  }

  private SyncOutcome ask(URI host, Optional<String> etag, Fetched fetched) {
    try {
      Answer answer = link.get(host, PATH, etag, LONGEST_DOCUMENT);
      fetched.answer = answer;
      return understand(answer, etag);
    } catch (LinkFailedException e) {
      fetched.refusal = e.failure().isLikeRefusal() ? e.failure() : fetched.refusal;
      return new SyncOutcome.Failed(e.failure(), Optional.empty());
    }
  }

  private SyncOutcome understand(Answer answer, Optional<String> etag) {
    if (answer.status() == 304) {
      return unchanged(answer, etag);
    }
    if (answer.status() == 200) {
      return read(answer.body());
    }
    Optional<Problem> problem = Uploads.problem(answer);
    boolean cutOff =
        answer.status() == 403
            && problem
                .map(Problem::type)
                .filter(
                    type ->
                        type == ProblemType.DEVICE_INACTIVE
                            || type == ProblemType.CERTIFICATE_UNKNOWN)
                .isPresent();
    return cutOff
        ? new SyncOutcome.CutOff(problem.get())
        : new SyncOutcome.Failed(
            Uploads.failure(answer), Uploads.wish(answer, problem, clock.instant()));
  }

  /** [PLT-SYN-008] RFC 9110 section 15.4.5: it names the document that it means. */
  private static SyncOutcome unchanged(Answer answer, Optional<String> etag) {
    if (etag.isPresent() && answer.etag().map(etag.get()::equals).orElse(true)) {
      return new SyncOutcome.Unchanged();
    }
    return new SyncOutcome.Failed(
        new LinkFailure(
            answer.host(),
            LinkFailure.Kind.ANSWER_UNUSABLE,
            "the answer 304 means another document than the one that was asked about",
            "A cache on the way may have answered; exempt this host from it"),
        Optional.empty());
  }

  private SyncOutcome read(byte[] xml) {
    try {
      SyncDocument read = SyncCodec.read(xml);
      List<String> violations = SyncRules.violations(read, device);
      return violations.isEmpty()
          ? new SyncOutcome.Changed(read)
          : new SyncOutcome.Invalid(String.join("; ", violations));
    } catch (ProtocolException e) {
      return new SyncOutcome.Invalid(String.valueOf(e.getMessage()));
    }
  }

  /** The settings of before; for whom to seal, and who assigns updates, as it is said now. */
  private static SyncDocument held(SyncDocument before, SyncDocument said) {
    return new SyncDocument(
        before.device(),
        before.hosts(),
        before.policy(),
        before.entries(),
        before.profiles(),
        said.sealing(),
        said.updates(),
        before.heartbeat());
  }

  private void keep(SyncDocument changed, Fetched fetched, boolean held) throws StoreException {
    Answer answer = fetched.answer;
    if (answer == null) {
      return;
    }
    byte[] xml = held ? SyncCodec.write(changed) : answer.body();
    store.change(
        writer -> {
          writer.put(DOCUMENT, xml);
          if (held) {
            writer.put(HELD, "");
          }
          answer.etag().ifPresentOrElse(tag -> writer.put(ETAG, tag), () -> writer.remove(ETAG));
        });
    document = changed;
    attempts.adopt(hosts().download());
  }

  /** What is behind an outcome: the answer, and a host that ended the connection without one. */
  private static final class Fetched {
    private @Nullable Answer answer;
    private @Nullable LinkFailure refusal;
  }
}
