package io.platen.device;

import static io.platen.protocol.Requirement.PLT_TLS_021;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.device.identity.LocalKey;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Pkcs11Keys;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.CarefulServer;
import io.platen.device.testing.SoftToken;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.TestStorage.Unsynced;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.DiscoveryEntry;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device whose keys are in a token, and what somebody gets who takes its disk without that. */
class TokenDeviceTest {
  private static final String SERIAL = "SN-MARKER-4711";
  private static final String COMMUNITY = "community-marker";

  /** The serial; what {@link TestPrinters} writes; how printers are asked; the code. */
  private static final List<String> MARKERS =
      List.of(
          SERIAL,
          COMMUNITY,
          "Room 12",
          "A-4711",
          "printer-1",
          "02:00:5e:10:00:01",
          EnrolmentBench.CODE.secret());

  private static SoftToken token;
  @TempDir private static Path folder;

  private final TestStorage storage = new TestStorage();
  private final VirtualTime time = new VirtualTime(EnrolmentBench.YOUNG);
  private final TestPrinters printers = new TestPrinters(time).put("10.0.0.5", SERIAL, 100);
  private final CarefulServer server =
      new CarefulServer(
          EnrolmentBench.AUTHORITY, EnrolmentBench.ID, EnrolmentBench.CODE, storage::operations);
  private EnrolmentBench bench;
  private Pkcs11Keys vault;

  @BeforeAll
  static void takeToken() throws Exception {
    token = SoftToken.take();
  }

  @BeforeEach
  void start() throws Exception {
    vault = token.open();
    bench = new EnrolmentBench(folder);
    bench.serve(server);
    bench
        .hosts
        .withEntries(
            new DiscoveryEntry(
                "one",
                DiscoveryEntry.Kind.HOST,
                "10.0.0.5",
                List.of(),
                List.of(
                    new DiscoveryEntry.SnmpAccess(
                        DiscoveryEntry.SnmpAccess.Version.V2C, COMMUNITY, 161))))
        .sealing(EnrolmentBench.AUTHORITY.sealing("urn:platen:server:test"));
  }

  @AfterEach
  void stop() {
    bench.close();
    vault.close();
  }

  private DeviceConfig config(TestStorage disk, @Nullable KeyVault keys) {
    DeviceConfig.Builder builder = bench.builder(disk, time).finder(printers).reader(printers);
    return (keys == null ? builder : builder.vault(keys)).build();
  }

  private DeviceConfig config() {
    return config(storage, vault);
  }

  /** It works, and then no report gets through any more. */
  private void liveUntilReportsWait() throws Exception {
    bench.enrol(config());
    assertThat(bench.isLetIn(config())).isTrue();
    printers.put("10.0.0.5", SERIAL, 101);
    bench.hosts.instead(
        exchange -> {
          if (exchange.getRequestURI().getPath().startsWith("/update")) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
            return true;
          }
          return server.handle(exchange);
        });
    bench.isLetIn(config());
    assertThat(bench.heard.problems()).last().asString().contains("Upload failed, 1 wait");
  }

  @Test
  @Verifies(positive = PLT_TLS_021)
  void enrols_reports_sealed_and_renews_with_keys_that_never_leave_the_token() throws Exception {
    // when
    bench.enrol(config());
    assertThat(bench.isLetIn(config())).isTrue();
    time.pass(Duration.between(time.instant(), EnrolmentBench.OLD));
    assertThat(bench.isLetIn(config())).isTrue();
    printers.put("10.0.0.5", SERIAL, 102);
    vault.close();
    vault = token.open();
    assertThat(bench.isLetIn(config())).isTrue();

    // then
    assertThat(server.enrolled()).isEqualTo(1);
    assertThat(server.renewed()).isEqualTo(2);
    assertThat(bench.hosts.reports()).hasSize(3);
    assertThat(bench.hosts.types()).allMatch(each -> each.startsWith("application/pkcs7-mime"));
    assertThat(config().keys().load().key().getEncoded()).isNull();
  }

  @Test
  @Verifies(negative = PLT_TLS_021)
  void tells_nothing_by_its_disk_alone() throws Exception {
    // given
    liveUntilReportsWait();

    // when
    Map<String, byte[]> stolen = storage.contents();

    // then
    assertThat(stolen).containsKeys("identity").doesNotContainKey("device.key");
    assertThat(markersIn(stolen)).isEmpty();
  }

  @Test
  void looks_for_markers_as_somebody_would_who_takes_a_disk() throws Exception {
    // given
    storage.write("plain", ("x" + SERIAL).getBytes(StandardCharsets.UTF_16LE));
    storage.write(
        "base64", Base64.getEncoder().encode(COMMUNITY.getBytes(StandardCharsets.US_ASCII)));

    // then
    assertThat(markersIn(storage.contents())).hasSize(2);
  }

  @Test
  void cannot_be_started_from_its_disk_without_its_token() throws Exception {
    // given
    liveUntilReportsWait();
    TestStorage stolen = storage.afterCrash(storage.operations(), Unsynced.KEPT);
    vault.close();
    vault = SoftToken.take().open();

    // then
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> config(stolen, vault))
        .withMessageContaining("enrol anew");
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> config(stolen, null))
        .withMessageContaining("enrol anew");
    SecureRandom random = new SecureRandom();
    assertThatExceptionOfType(java.io.IOException.class)
        .isThrownBy(() -> DeviceStore.open(stolen, LocalKey.load(stolen, vault, random), random));
  }

  @Test
  void can_be_started_from_its_disk_where_its_keys_are_on_it() throws Exception {
    // given: the same device without a token
    bench.enrol(config(storage, null));
    assertThat(bench.isLetIn(config(storage, null))).isTrue();

    // when
    TestStorage stolen = storage.afterCrash(storage.operations(), Unsynced.KEPT);

    // then: what the documents say of a device without a secure element
    assertThat(bench.isLetIn(config(stolen, null))).isTrue();
    assertThat(markersIn(stolen.contents())).isEmpty();
  }

  private static Set<String> markersIn(Map<String, byte[]> files) {
    Set<String> found = new TreeSet<>();
    files.forEach(
        (name, content) -> {
          String octets = new String(content, StandardCharsets.ISO_8859_1);
          for (String marker : MARKERS) {
            for (String form : forms(marker)) {
              if (octets.contains(form)) {
                found.add(marker + " in " + name);
              }
            }
          }
        });
    return found;
  }

  private static List<String> forms(String marker) {
    List<String> forms = new ArrayList<>();
    for (Charset each :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      forms.add(new String(marker.getBytes(each), StandardCharsets.ISO_8859_1));
    }
    String base64 = Base64.getEncoder().encodeToString(marker.getBytes(StandardCharsets.US_ASCII));
    forms.add(base64.substring(0, base64.length() / 4 * 4 - 4)); // the end depends on what follows
    return forms;
  }
}
