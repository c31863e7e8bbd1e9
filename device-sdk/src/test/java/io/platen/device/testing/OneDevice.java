package io.platen.device.testing;

import io.platen.device.DeviceConfig;
import io.platen.device.port.Keys;
import io.platen.device.port.Storage;
import io.platen.protocol.sync.DiscoveryEntry;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The device of most tests: who it is, whom it trusts, and how it is set up. */
public final class OneDevice {
  public static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  public static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  /** What it is to look for: one printer. */
  public static final DiscoveryEntry ENTRY =
      new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());

  private static final TestAuthority.Issued OWN = AUTHORITY.device(ID);

  private OneDevice() {}

  public static Keys keys() {
    return keys(OWN);
  }

  public static Keys keys(TestAuthority.Issued own) {
    return () -> new Keys.Material(own.key(), own.chain(), List.of(AUTHORITY.certificate()));
  }

  /** One that the device trusts, and that lets it in. */
  public static TestServer server() {
    return server(AUTHORITY.server());
  }

  public static TestServer server(TestAuthority.Issued certificate) {
    return new TestServer(certificate, AUTHORITY.certificate(), ID);
  }

  /** In virtual time, which servers share. */
  public static DeviceConfig.Builder config(
      Storage storage, TestPrinters printers, VirtualTime time, URI... hosts) {
    return DeviceConfig.builder()
        .device(ID.toString())
        .storage(storage)
        .keys(keys())
        .updateHosts(hosts)
        .downloadHosts(hosts)
        .finder(printers)
        .reader(printers)
        .clock(time)
        .connector(new ServerDates(time))
        .zone(ZoneOffset.UTC)
        .scheduler(time::started);
  }
}
