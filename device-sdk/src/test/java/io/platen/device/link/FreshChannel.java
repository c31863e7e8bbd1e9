package io.platen.device.link;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.Hands;
import io.platen.device.command.ResultForm;
import io.platen.device.identity.LocalKey;
import io.platen.device.identity.PemKeys;
import io.platen.device.live.Form;
import io.platen.device.live.LiveChannel;
import io.platen.device.port.Keys;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestStorage;
import io.platen.protocol.live.LiveMessage;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;

/** A process of its own: a live channel's first try ever, through a proxy. Prints its form. */
final class FreshChannel {
  private FreshChannel() {}

  /**
   * @param arguments id, server, proxy, folder of the PEM files
   */
  public static void main(String[] arguments) throws Exception {
    UUID id = UUID.fromString(arguments[0]);
    Path folder = Path.of(arguments[3]);
    Keys keys =
        new PemKeys(
            folder.resolve("device.pem"),
            folder.resolve("device.key"),
            folder.resolve("authority.pem"));
    ProxySettings proxy = new ProxySettings(URI.create(arguments[2]), "user", "secret", true);
    DeviceClock clock = new DeviceClock(Clock.systemUTC());
    SecureRandom random = new SecureRandom();
    TestStorage storage = new TestStorage();
    BlockingQueue<String> news = new LinkedBlockingQueue<>();
    try (ThreadScheduler scheduler = new ThreadScheduler("fresh");
        DeviceStore store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
        Link streams = link(keys, proxy, clock).forStreams();
        Link results = link(keys, proxy, clock);
        LiveChannel channel =
            LiveChannel.of(
                new LiveChannel.Connections(
                    new LiveSockets(keys, proxy, clock, new HostsSeen(List.of())),
                    streams,
                    results),
                new LiveMessage.Hello(id, 0, "test 1"),
                () -> List.of(URI.create(arguments[1])),
                new CommandDesk(
                    id,
                    keys,
                    store,
                    ResultForm.OPEN,
                    Clock.systemUTC(),
                    scheduler,
                    Hands.inTurn(Map.of()),
                    problem -> {}),
                scheduler,
                random,
                new LiveChannel.Listener() {
                  @Override
                  public void opened(URI host, Form form) {
                    news.add(form.toString());
                  }

                  @Override
                  public void ended(String why) {
                    news.add(why);
                  }
                })) {
      channel.allow();
      System.out.println(news.poll(20, TimeUnit.SECONDS));
    }
  }

  private static Link link(Keys keys, ProxySettings proxy, DeviceClock clock) {
    return new Link(keys, proxy, new Apache5ConnectorProvider(), clock).mutual();
  }
}
