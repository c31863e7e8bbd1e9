package io.platen.device.link;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.DeviceListener;
import io.platen.device.testing.TestPrinters;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process of its own: a device's first cycle ever, through a proxy. Prints how it ended. */
final class FreshDevice {
  private FreshDevice() {}

  /**
   * @param arguments id, server, proxy, folder of the PEM files
   */
  public static void main(String[] arguments) throws Exception {
    URI server = URI.create(arguments[1]);
    Path folder = Path.of(arguments[3]);
    TestPrinters none = new TestPrinters(InstantSource.system());
    DeviceConfig config =
        DeviceConfig.builder()
            .device(arguments[0])
            .data(folder.resolve("data"))
            .updateHosts(server)
            .downloadHosts(server)
            .authority(folder.resolve("authority.pem"))
            .certificate(folder.resolve("device.pem"), folder.resolve("device.key"))
            .proxy(URI.create(arguments[2]), "user", "secret")
            .proxyBasicInClear(true)
            .finder(none)
            .reader(none)
            .build();
    DeviceListener problems =
        new DeviceListener() {
          @Override
          public void problem(String message) {
            System.out.println(message);
          }
        };
    try (Device device = Device.open(config, problems)) {
      System.out.println(device.runOnce().kind());
    }
  }
}
