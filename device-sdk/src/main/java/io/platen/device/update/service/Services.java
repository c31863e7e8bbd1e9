package io.platen.device.update.service;

import io.platen.device.link.Attempts;
import io.platen.device.link.Backoff;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Link;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Storage;
import io.platen.device.report.UpdateNews;
import io.platen.device.update.Health;
import io.platen.device.update.Surroundings;
import io.platen.device.update.UpdateSettings;
import io.platen.device.update.Updater;
import io.platen.device.update.content.LinkSource;
import io.platen.protocol.update.HybridSignatures;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Puts an {@link UpdateService} together.
 *
 * @param link of its own: another thread uses it
 * @param scheduler of its own, which runs the service beside the readings
 * @param built when what runs here was built
 */
public record Services(
    UUID device,
    UpdateSettings settings,
    Health health,
    Link link,
    Attempts attempts,
    Scheduler scheduler,
    DeviceClock clock,
    Instant built,
    Storage storage,
    SecureRandom random) {

  public UpdateService service(UpdateNews news, UpdateService.Listener listener)
      throws IOException {
    Link objects = link.forObjects();
    DownloadHosts hosts = new DownloadHosts(link, attempts, clock);
    AssignedContent content =
        new AssignedContent(new LinkSource(objects), scheduler, () -> new Backoff(random), storage);
    ReleaseFinder finder =
        new ReleaseFinder(
            new TrustedMetadata(storage, settings.repository(), settings.root()),
            hosts.repository(settings.repository()),
            new HybridSignatures(),
            settings.firmware().model(),
            new ClockFloor(storage, built));
    Orders orders =
        new Orders(
            new AssignmentClient(hosts, random, device, settings.repository(), settings.firmware()),
            hosts,
            finder,
            content,
            storage,
            clock,
            () -> {
              link.close();
              objects.close();
            });
    Surroundings around =
        new Surroundings(
            storage,
            settings.slots(),
            settings.boots(),
            settings.firmware(),
            clock,
            scheduler::elapsed);
    return new UpdateService(
        settings,
        new Updater(around, content, health),
        orders,
        news,
        scheduler,
        clock,
        storage,
        listener);
  }
}
