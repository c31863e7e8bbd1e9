package io.platen.conformance.peers;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What the fake device makes of values that a mask hides, and of sources (chapters PRV, SYN). */
final class FakeMasks {
  private static final int TAG = 8;

  private final byte[] key = new byte[32];
  private final Optional<DeviceFault> fault;

  FakeMasks(Optional<DeviceFault> fault) {
    this.fault = fault;
    new SecureRandom().nextBytes(key);
  }

  PrinterFacts apply(PrinterFacts facts, Policy policy) {
    boolean keeps = policy.sources() && !has(DeviceFault.NAMES_NO_SOURCES);
    PrinterFacts told = keeps || has(DeviceFault.NAMES_ALL_SOURCES) ? facts : withoutSources(facts);
    return new PrinterFacts(
        has(DeviceFault.MASKS_NOTHING) ? told.identity() : identity(told.identity(), policy),
        told.status(),
        told.meters(),
        told.supplies(),
        told.trays(),
        told.alerts());
  }

  /** Of a printer by its serial: a tag of it where a mask hides the serial. */
  String key(PrinterIdentity identity, Policy policy) {
    String serial = String.valueOf(identity.serial());
    boolean hidden = kind(policy, "serial") != MaskKind.NONE;
    return hidden && !has(DeviceFault.KEYS_TELL_SERIALS)
        ? "tag:" + tag("printer-key " + serial)
        : "serial:" + serial;
  }

  /** [PLT-PRV-001] Looks for the serial alone: that is what the suite hides in texts. */
  private @Nullable String text(@Nullable String text, PrinterIdentity of, Policy policy) {
    String serial = of.serial();
    boolean hides = serial != null && kind(policy, "serial") != MaskKind.NONE;
    return text == null || !hides || has(DeviceFault.HIDES_IN_ONE_PLACE_ONLY)
        ? text
        : text.replaceAll("(?i)" + Pattern.quote(serial), "*");
  }

  private PrinterIdentity identity(PrinterIdentity identity, Policy policy) {
    return identity.toBuilder()
        .address(mask(policy, "network-address", identity.address(), FakeMasks::network))
        .hostName(
            mask(
                policy,
                "host-name",
                text(identity.hostName(), identity, policy),
                FakeMasks::beginning))
        .mac(mask(policy, "hardware-address", identity.mac(), each -> each.substring(0, 8) + ":*"))
        .serial(mask(policy, "serial", identity.serial(), FakeMasks::beginning))
        .location(
            mask(
                policy,
                "location",
                text(identity.location(), identity, policy),
                FakeMasks::beginning))
        .build();
  }

  private @Nullable String mask(
      Policy policy, String dataClass, @Nullable String value, UnaryOperator<String> shortened) {
    if (value == null) {
      return null;
    }
    return switch (kind(policy, dataClass)) {
      case NONE -> value;
      case TRUNCATE -> shortened.apply(value);
      case KEYED -> "#" + tag(dataClass + " " + value);
      case OMIT -> null;
    };
  }

  private static MaskKind kind(Policy policy, String dataClass) {
    return policy.masks().getOrDefault(dataClass, MaskKind.NONE);
  }

  private String tag(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", e);
    }
  }

  private static String beginning(String text) {
    return text.length() <= 3 ? "*" : text.substring(0, 3) + "*";
  }

  private static String network(String address) {
    return address.replaceFirst("[0-9]+$", "0/24");
  }

  private static PrinterFacts withoutSources(PrinterFacts facts) {
    return new PrinterFacts(
        facts.identity().toBuilder().source(null).build(),
        new PrinterStatus(
            facts.status().state(), facts.status().conditions(), facts.status().panel()),
        facts.meters().stream().map(FakeMasks::bare).toList(),
        facts.supplies().stream().map(FakeMasks::bare).toList(),
        facts.trays().stream().map(FakeMasks::bare).toList(),
        facts.alerts().stream().map(FakeMasks::bare).toList());
  }

  private static Meter bare(Meter one) {
    return new Meter(
        one.name(),
        one.marker(),
        one.unit(),
        one.value(),
        one.label(),
        null,
        one.by(),
        one.since(),
        one.asOf());
  }

  private static Supply bare(Supply one) {
    return one.withLevel(one.level(), null, one.asOf());
  }

  private static Tray bare(Tray one) {
    return new Tray(one.index(), one.description(), one.media(), one.level(), null, one.asOf());
  }

  private static PrinterAlert bare(PrinterAlert one) {
    return new PrinterAlert(
        one.index(),
        one.code(),
        one.severity(),
        one.training(),
        one.group(),
        one.groupIndex(),
        one.location(),
        one.description(),
        one.uptimeTicks());
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
