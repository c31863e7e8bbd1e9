package io.platen.server.live.control;

import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.command.control.CommandDelivery;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.control.Admission;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.operation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The channels of this node. A connection knows its device; which commands go out, the table. */
@ApplicationScoped
public class Channels {
  /** [PLT-LIV-006] */
  static final Duration PING = Duration.ofSeconds(30);

  public static final Duration IDLE = Duration.ofSeconds(90);

  /** As {@link LiveService} is called. */
  public static final Duration BEAT = Duration.ofSeconds(15);

  private static final Logger LOG = System.getLogger(Channels.class.getName());

  private final Map<UUID, Open> byDevice = new ConcurrentHashMap<>();
  private final Set<DeviceChannel> strange = ConcurrentHashMap.newKeySet();
  private DeviceGate gate;
  private Revocations revocations;
  private Presence presence;
  private CommandDelivery delivery;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Channels() {}

  @Inject
  public Channels(
      DeviceGate gate,
      Revocations revocations,
      Presence presence,
      CommandDelivery delivery,
      FleetChanges changes,
      InstantSource clock) {
    this.changes = changes;
    this.gate = gate;
    this.revocations = revocations;
    this.presence = presence;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** One channel of this node, from the device's first word on. */
  public final class Open {
    private final AdmittedDevice device;
    private final X509Certificate certificate;
    private final DeviceChannel channel;
    private final UUID id = UUID.randomUUID();
    private volatile long last; // written by one at a time

    private Open(
        AdmittedDevice device, X509Certificate certificate, DeviceChannel channel, long last) {
      this.device = device;
      this.certificate = certificate;
      this.channel = channel;
      this.last = last;
    }

    /** One at a time, so that commands leave in their order. */
    private synchronized void deliver() {
      for (CommandDelivery.Outgoing next = claim(); !next.messages().isEmpty(); next = claim()) {
        for (LiveMessage message : next.messages()) {
          if (!channel.send(message)) {
            return; // the next channel of the device begins behind what it has taken
          }
        }
        last = next.last();
      }
    }

    /**
     * [PLT-CMD-009] What was cancelled goes before anything new, so that a poll cannot miss it. A
     * question that is answered so takes no command: none counts as sent that does not go out.
     */
    private synchronized void catchUp() {
      if (!endCancelled()) {
        deliver();
      }
    }

    /** Whether nothing more can go out. */
    private boolean endCancelled() {
      boolean question = channel.endsWithDocument();
      for (LiveMessage.Cancel each : delivery.open().cancels(device, last, !question)) {
        if (!channel.send(each)) {
          return true;
        }
        delivery.open().told(each);
        if (question) {
          return true;
        }
      }
      return false;
    }

    private CommandDelivery.Outgoing claim() {
      return delivery.claim(device, id, last);
    }

    /** A piece of a result; it is durable when this returns. */
    public void heard(CommandResult piece) {
      if (!piece.device().equals(device.id())) {
        channel.close(LiveClose.PROTOCOL);
        return;
      }
      channel.send(delivery.heard(device, piece));
    }

    public void closed() {
      byDevice.remove(device.id(), this);
      quietly(() -> presence.closed(device, id));
    }

    /** It has ended as it should, and the next question follows: the device can be reached. */
    public void answered() {
      byDevice.remove(device.id(), this);
    }
  }

  /** One over which nothing has come yet: it hears the beats. */
  public void awaitHello(DeviceChannel channel) {
    strange.add(channel);
  }

  /** One over which nothing will come. */
  public void forget(DeviceChannel channel) {
    strange.remove(channel);
  }

  /**
   * A device has said its first word.
   *
   * @param certificate that the connection was made with
   * @param last the highest counter of a command that it has taken
   */
  public Open open(
      AdmittedDevice device, X509Certificate certificate, DeviceChannel channel, long last) {
    strange.remove(channel);
    Open open = new Open(device, certificate, channel, last);
    presence.opened(device, open.id, channel.form());
    // [PLT-LIV-002] Before anybody can find it who has a command for it.
    channel.send(new LiveMessage.Welcome(clock.instant(), PING, IDLE));
    Open before = byDevice.put(device.id(), open);
    if (before != null) {
      before.channel.close(LiveClose.REPLACED);
    }
    begin(open);
    return open;
  }

  /** [PLT-LIV-007] It was let in a while ago, and what changed meanwhile has rung for nobody. */
  private void begin(Open open) {
    try {
      if (!endWhereOut(open)) {
        open.catchUp();
      }
    } catch (StorageException e) {
      open.closed(); // nobody else gets it, who could
      throw e;
    }
  }

  public int size() {
    return byDevice.size();
  }

  /** Those over which nothing has come yet. */
  int awaited() {
    return strange.size();
  }

  /**
   * Another transaction has said where to look.
   *
   * @param words what happened, to which device, and what more there is
   */
  void rung(List<String> words) {
    UUID device = UUID.fromString(words.get(1));
    if (words.get(0).equals("pages")) {
      Optional<Long> tenant =
          words.size() > 2 ? Optional.of(Long.valueOf(words.get(2))) : presence.tenant(device);
      tenant.ifPresent(whose -> tellPages(whose, device));
      return;
    }
    Open open = byDevice.get(device);
    if (open == null) {
      return;
    }
    switch (words.get(0)) {
      case "command" -> open.deliver();
      case "cancel" -> open.catchUp(); // what it does not have yet it does not get
      case "state" -> endWhereOut(open);
      case "opened" -> endWhereReplaced(open, words.get(2));
      default -> LOG.log(Level.DEBUG, "A newer node says {0}", words.get(0));
    }
  }

  private void tellPages(long tenant, UUID device) {
    changes.publish(new FleetChange(tenant, Set.of("device:" + device)));
  }

  /**
   * [PLT-LIV-007] [PLT-TLS-051] Whether it has. A device with another certificate comes again at
   * once; a copy with the old one is refused at the door.
   */
  private boolean endWhereOut(Open open) {
    Admission now = gate.look(open.device.id(), open.certificate);
    boolean revoked = !revocations.among(List.of(open.certificate)).isEmpty();
    if (now instanceof Admission.Admitted && !revoked) {
      return false;
    }
    boolean outdated = now instanceof Admission.Superseded || now instanceof Admission.Ended;
    end(open, outdated && !revoked ? LiveClose.LEAVING : LiveClose.INACTIVE);
    return true;
  }

  /** [PLT-LIV-009] A ring may come late, and be about a channel that was there before this one. */
  private void endWhereReplaced(Open open, String opened) {
    boolean other = !open.id.toString().equals(opened);
    if (other && presence.replaced(List.of(open.id)).contains(open.id)) {
      end(open, LiveClose.REPLACED);
    }
  }

  private void end(Open open, LiveClose why) {
    byDevice.remove(open.device.id(), open);
    open.channel.close(why);
    if (why != LiveClose.REPLACED) {
      quietly(() -> presence.closed(open.device, open.id));
    }
  }

  /** What was missed while nobody could be heard. It asks the same, however many they are. */
  void lookAgain() {
    endRevoked();
    Map<UUID, Open> all = new HashMap<>(byDevice);
    if (all.isEmpty()) {
      return;
    }
    Set<UUID> replaced =
        new HashSet<>(presence.replaced(all.values().stream().map(each -> each.id).toList()));
    drop(all, each -> replaced.contains(each.id), LiveClose.REPLACED);
    DeviceGate.Out out = gate.out(values(all, each -> each.certificate));
    drop(all, each -> out.inactive().contains(each.device.id()), LiveClose.INACTIVE);
    drop(all, each -> out.outdated().contains(each.device.id()), LiveClose.LEAVING);
    all.keySet().retainAll(delivery.open().concern(values(all, each -> each.last)));
    for (Open each : all.values()) {
      each.catchUp();
    }
  }

  private void drop(Map<UUID, Open> all, Predicate<Open> which, LiveClose why) {
    List<Open> ended = all.values().stream().filter(which).toList();
    ended.forEach(each -> end(each, why));
    all.values().removeAll(ended);
  }

  private static <T> Map<UUID, T> values(Map<UUID, Open> all, Function<Open, T> of) {
    Map<UUID, T> values = new HashMap<>();
    all.forEach((device, open) -> values.put(device, of.apply(open)));
    return values;
  }

  /** [PLT-TLS-051] A list that is read anew rings for nobody. */
  private void endRevoked() {
    List<Open> all = List.copyOf(byDevice.values());
    Set<X509Certificate> revoked =
        revocations.among(all.stream().map(each -> each.certificate).toList());
    all.stream()
        .filter(each -> revoked.contains(each.certificate))
        .forEach(each -> end(each, LiveClose.INACTIVE));
  }

  /** Now and then: these are still here, and those whose time is over are closed. */
  void tick() {
    strange.forEach(DeviceChannel::beat);
    byDevice.values().forEach(each -> each.channel.beat());
    quietly(() -> delivery.open().closeOverdue());
    endRevoked();
    quietly(() -> presence.renew(byDevice.values().stream().map(each -> each.id).toList()));
  }

  /** This node stops; another one takes the devices. */
  void leave() {
    List.copyOf(byDevice.values()).forEach(each -> end(each, LiveClose.LEAVING));
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (StorageException e) {
      LOG.log(Level.DEBUG, "The database is away", e);
    }
  }
}
