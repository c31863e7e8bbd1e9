package io.platen.conformance.peers;

import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataUpdater;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TimestampMetadata;
import io.platen.protocol.update.TrustedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The metadata that the fake device trusts. */
final class FakeMetadata implements TrustedFiles {
  private static final String PATH = "/download/v1/updates/";
  private static final Pattern VERSION = Pattern.compile(" version=\"([0-9]{1,15})\"");

  private final FakeDeviceSetup setup;
  private final FakeWire wire;
  private final Optional<DeviceFault> fault;
  private final Map<String, byte[]> trusted = new HashMap<>();
  private byte[] timestamp = {};
  private long highest;
  private @Nullable Instant begun;

  FakeMetadata(FakeDeviceSetup setup, FakeWire wire, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.wire = wire;
    this.fault = fault;
    setup.root().ifPresent(root -> trusted.put("root", root));
  }

  /** What the metadata, brought up to date at that time, names under a path. */
  Optional<TargetFile> find(String path, Instant time) throws MetadataException, IOException {
    begun = null;
    MetadataUpdater updater =
        new MetadataUpdater(this, this::fetch, new XmlMetadata(), new HybridSignatures(), time);
    updater.refresh();
    if (FakeDevice.has(fault, DeviceFault.TAKES_ANOTHER_OF_THE_SAME_VERSION)) {
      followTimestamp();
    }
    FakeSearch search = new FakeSearch(fault, name -> fetch(name, Integer.MAX_VALUE));
    return search.isWrong() ? search.find(path, trusted) : updater.find(path);
  }

  private void followTimestamp() throws MetadataException, IOException {
    byte[] content = SignedForm.read("timestamp", timestamp).content();
    TimestampMetadata read = new XmlMetadata().read(TimestampMetadata.class, "timestamp", content);
    fetch(read.snapshot().version() + ".snapshot.xml", Integer.MAX_VALUE);
  }

  private Optional<byte[]> fetch(String name, long most) throws IOException {
    if (name.endsWith("root.xml") && FakeDevice.has(fault, DeviceFault.STAYS_WITH_ITS_ROOT)) {
      return Optional.empty();
    }
    Optional<Response> answer =
        wire.send(Request.get(wire.at(PATH + setup.repository() + "/" + name)));
    if (answer.isPresent()) {
      demandOfNow(answer.get());
    }
    byte[] file =
        answer.filter(each -> each.status() == 200).map(each -> each.body().bytes()).orElse(null);
    if (file == null) {
      return Optional.empty();
    }
    if (file.length > most && !FakeDevice.has(fault, DeviceFault.READS_ON_BEYOND_A_LIMIT)) {
      throw new IOException("PLT-UPD-006: longer than " + most);
    }
    demandOneSignature(name, file);
    timestamp = name.equals("timestamp.xml") ? file : timestamp;
    demandNewer(name, file);
    return Optional.of(file);
  }

  /** One that looks at the clock again finds that time has passed. */
  private void demandOfNow(Response answer) throws IOException {
    String date = answer.header("Date").orElse("");
    if (!date.isEmpty() && FakeDevice.has(fault, DeviceFault.LOOKS_AT_THE_CLOCK_AGAIN)) {
      Instant now = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      if (begun != null && now.isAfter(begun.plus(Duration.ofHours(1)))) {
        throw new IOException("expired meanwhile");
      }
      begun = begun == null ? now : begun;
    }
  }

  private void demandOneSignature(String name, byte[] file) throws IOException {
    if (FakeDevice.has(fault, DeviceFault.STUMBLES_OVER_STRANGE_SIGNATURES)
        && text(file).split("\n\n", 2)[0].lines().count() > 2) {
      throw new IOException(name + " has a signature of a key that is not known");
    }
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  /** What it should have forgotten with the keys. */
  private void demandNewer(String name, byte[] file) throws IOException {
    Matcher version = VERSION.matcher(text(file));
    if (!name.equals("timestamp.xml") || !version.find()) {
      return;
    }
    long now = Long.parseLong(version.group(1));
    if (now < highest && FakeDevice.has(fault, DeviceFault.KEEPS_A_TIMESTAMP_OF_OLD_KEYS)) {
      throw new IOException("a timestamp that lies behind");
    }
    highest = Math.max(highest, now);
  }

  /** All but what it was made with. */
  void forget() {
    trusted.clear();
    setup.root().ifPresent(root -> trusted.put("root", root));
  }

  @Override
  public Optional<byte[]> read(String role) {
    return Optional.ofNullable(trusted.get(role)).map(byte[]::clone);
  }

  @Override
  public void write(String role, byte[] file) {
    trusted.put(role, file.clone());
  }

  @Override
  public void remove(String role) {
    trusted.remove(role);
  }
}
