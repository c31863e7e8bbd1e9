package io.platen.device;

import io.platen.device.testing.Heard;
import io.platen.device.testing.ServerDates;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.enrolment.ActivationCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One device, an enrolment host and a host for devices, over real TLS and in virtual time. */
final class EnrolmentBench implements AutoCloseable {
  static final UUID ID = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  static final ActivationCode CODE = new ActivationCode("7KQ2", "9F3MT8WXR5VN");
  static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  /** Two thirds of a certificate's time are over between 2074 and 2082. */
  static final Instant YOUNG = Instant.parse("2060-01-01T08:00:00Z");

  static final Instant OLD = Instant.parse("2090-01-01T08:00:00Z");

  final TestServer enrolment =
      new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID, false);
  final TestServer hosts = new TestServer(AUTHORITY.server(), AUTHORITY.certificate(), ID);
  final Heard heard = new Heard();
  final List<String> told = new ArrayList<>();
  private final Path pinned;

  /**
   * @param folder for the authority's file
   */
  EnrolmentBench(Path folder) throws Exception {
    pinned =
        TestAuthority.writePem(
            folder.resolve("authority.pem"), "CERTIFICATE", AUTHORITY.certificate().getEncoded());
  }

  void serve(TestServer.Handler handler) {
    enrolment.instead(handler);
    hosts.instead(handler);
  }

  DeviceConfig.Builder builder(TestStorage storage, VirtualTime time) {
    return builder(storage, time, time);
  }

  /**
   * @param server whose time the hosts tell
   */
  DeviceConfig.Builder builder(TestStorage storage, VirtualTime time, InstantSource server) {
    TestPrinters printers = new TestPrinters(time);
    return DeviceConfig.builder()
        .storage(storage)
        .activation(CODE.text())
        .authority(pinned)
        .enrolmentHost(enrolment.address())
        .updateHosts(hosts.address())
        .downloadHosts(hosts.address())
        .finder(printers)
        .reader(printers)
        .clock(time)
        .connector(new ServerDates(server))
        .zone(ZoneOffset.UTC)
        .scheduler(time::started);
  }

  /** Until there is an answer that stays. */
  Enrolment.Result enrol(DeviceConfig config) throws Exception {
    return enrol(config, () -> {});
  }

  /**
   * @param afterFailure what somebody does each time that it did not work
   */
  Enrolment.Result enrol(DeviceConfig config, Runnable afterFailure) throws Exception {
    Enrolment.Listener listener =
        new Enrolment.Listener() {
          @Override
          public void waiting(String words, Instant again) {
            told.add("waiting " + words);
          }

          @Override
          public void failed(String message, Instant again) {
            told.add(message);
            afterFailure.run();
          }
        };
    try (Enrolment run = Enrolment.of(config, listener)) {
      return run.run();
    }
  }

  /** Runs one cycle; whether a host has let the device in. */
  boolean isLetIn(DeviceConfig config) throws Exception {
    int before = heard.lines().size();
    try (Device device = Device.open(config, heard)) {
      device.runOnce();
    }
    return heard.lines().stream().skip(before).anyMatch(each -> each.startsWith("synced"));
  }

  @Override
  public void close() {
    enrolment.close();
    hosts.close();
  }
}
