package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.MakerNames;
import io.platen.device.printer.profile.Traits;
import io.platen.device.snmp.DeviceId;
import io.platen.device.snmp.Mib;
import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.Brand;
import io.platen.protocol.profile.PrinterProfile.DescrRule.Told;
import io.platen.protocol.profile.SafePattern;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** Who a printer is, from the first place that says so in earnest. */
final class Identities {
  private static final int MAC_BYTES = 6;
  private static final int MULTICAST = 1;

  /** What stands where nobody has written anything; of serial numbers profiles say more. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(.)\\1*|none|null|unknown|default|n/?a|not[ _-]?(available|set)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern END_OF_MODEL =
      Pattern.compile("\\s*[;,(\\[].*$|\\s+/.*$|\\s+[Vv]ersion\\s.*$");

  private static final Pattern VERSION_AT_END = Pattern.compile("\\s[0-9]+\\.[0-9.]+$");

  private final Reading reading;
  private final PrinterProfile profile;
  private final MakerNames makers;
  private final DeviceId deviceId;
  private final Optional<String> descr;
  private final Optional<String> hrDescr;

  private Identities(Reading reading, PrinterProfile profile, MakerNames makers) {
    this.reading = reading;
    this.makers = makers;
    this.profile = profile;
    this.descr = descr(reading);
    this.hrDescr = reading.text(Mib.at(Mib.HR_DEVICE_DESCR, reading.device));
    this.deviceId = DeviceId.parse(first(reading, deviceIds(profile)).orElse(""));
  }

  private static Optional<String> descr(Reading reading) {
    return reading.text(Mib.SYS_DESCR, Texts.LONG);
  }

  private static Optional<String> first(Reading reading, List<OID> texts) {
    return texts.stream()
        .flatMap(instance -> reading.text(instance, Texts.LONG).stream())
        .findFirst();
  }

  /** Its IEEE 1284 id as it gave it. */
  static Optional<String> deviceId(Reading reading, PrinterProfile profile) {
    return first(reading, deviceIds(profile));
  }

  private static List<OID> deviceIds(PrinterProfile profile) {
    List<OID> deviceIds = new ArrayList<>(Mib.DEVICE_IDS);
    deviceIds.addAll(ProfileObjects.texts(profile.identity().deviceId()));
    return deviceIds;
  }

  /**
   * What a profile is chosen by.
   *
   * @param deviceIds where an IEEE 1284 id may be
   */
  static Traits traits(Reading reading, List<OID> deviceIds) {
    DeviceId deviceId = DeviceId.parse(first(reading, deviceIds).orElse(""));
    return new Traits(
        objectId(reading).orElse(null),
        descr(reading).orElse(null),
        deviceId.maker().orElse(null),
        deviceId.model().orElse(null));
  }

  static PrinterIdentity of(
      Reading reading, PrinterProfile profile, MakerNames makers, PrinterTarget target) {
    Identities identity = new Identities(reading, profile, makers);
    Optional<String> objectId = objectId(reading);
    return PrinterIdentity.builder()
        .address(address(target))
        .hostName(reading.text(Mib.SYS_NAME).orElse(null))
        .mac(identity.mac(target).orElse(null))
        .vendor(identity.vendor(objectId).orElse(null))
        .model(identity.model().orElse(null))
        .serial(identity.serial().orElse(null))
        .firmware(identity.firmware().orElse(null))
        .assetNumber(
            reading.own(profile.identity().asset()).filter(Identities::isReal).orElse(null))
        .location(reading.text(Mib.SYS_LOCATION).orElse(null))
        .sysObjectId(objectId.orElse(null))
        .sysDescr(identity.descr.orElse(null))
        .deviceId(identity.unmatchedDeviceId())
        // [PLT-RPT-037]
        .profile(new UsedProfile(profile.id(), profile.version()))
        .source(identity.rawSerial().flatMap(identity::sourceOf).orElse(null))
        .build();
  }

  /** What a profile could recognise it by; of no use where one has. */
  private @Nullable String unmatchedDeviceId() {
    return profile.id().equals(UsedProfile.GENERIC) ? deviceId.makerAndModel().orElse(null) : null;
  }

  private static String address(PrinterTarget target) {
    InetAddress address = target.address().getAddress();
    return address == null ? target.address().getHostString() : address.getHostAddress();
  }

  private static Optional<String> objectId(Reading reading) {
    return reading
        .values
        .find(Mib.SYS_OBJECT_ID)
        .filter(OID.class::isInstance)
        .map(id -> ((OID) id).toDottedString());
  }

  private Optional<String> vendor(Optional<String> objectId) {
    return brand()
        .or(() -> descr.flatMap(makers::named))
        .or(() -> hrDescr.flatMap(makers::named))
        .or(() -> Optional.ofNullable(profile.maker()))
        .or(() -> deviceId.maker().flatMap(makers::named))
        .or(() -> objectId.flatMap(makers::numbered))
        .or(deviceId::maker);
  }

  private Optional<String> brand() {
    return profile.brands().stream()
        .filter(
            brand ->
                Stream.of(descr, hrDescr, deviceId.maker())
                    .flatMap(Optional::stream)
                    .anyMatch(brand.pattern()::isIn))
        .map(Brand::name)
        .findFirst();
  }

  private Optional<String> model() {
    return chosen(
            profile.identity().model(), this::standardModel, model -> modelOf(model).isPresent())
        .map(makers::without)
        .map(this::withoutEnd);
  }

  private String withoutEnd(String model) {
    String name = model;
    for (SafePattern end : profile.quirks().modelEnds()) {
      name = end.cutFrom(name).strip();
    }
    return name.isEmpty() ? model : name;
  }

  private Optional<String> standardModel() {
    return hrDescr
        .flatMap(this::modelOf)
        .map(this::withoutSerial)
        .or(() -> deviceId.model().flatMap(this::modelOf))
        .or(() -> inDescr(Told.MODEL).map(makers::without))
        .or(() -> descr.flatMap(this::modelOf));
  }

  /** The maker's object or the standard one, whichever the profile puts first and answers. */
  private Optional<String> chosen(
      PrinterProfile.Texts own, Supplier<Optional<String>> standard, Predicate<String> fits) {
    return own.before()
        ? reading.own(own).filter(fits).or(standard)
        : standard.get().or(() -> reading.own(own).filter(fits));
  }

  private Optional<String> modelOf(String text) {
    String head = END_OF_MODEL.matcher(text).replaceFirst("");
    String model = makers.without(VERSION_AT_END.matcher(head).replaceFirst("").strip());
    return model.isEmpty() || isNoModel(model) || makers.isName(model)
        ? Optional.empty()
        : Optional.of(model);
  }

  private boolean isNoModel(String text) {
    return profile.quirks().noModels().stream().anyMatch(each -> each.isIn(text));
  }

  private String withoutSerial(String model) {
    String head = withoutEnd(model);
    int end = head.lastIndexOf(' ');
    boolean isSerial =
        end > 0 && serial().filter(whole -> whole.startsWith(head.substring(end + 1))).isPresent();
    return isSerial ? head.substring(0, end).strip() : head;
  }

  /** As it stands on the label. */
  private Optional<String> serial() {
    return rawSerial().flatMap(profile.quirks()::onLabel).filter(this::isSerial);
  }

  private Optional<String> rawSerial() {
    return chosen(profile.identity().serial(), this::standardSerial, this::isSerial);
  }

  /** The object that says it in so many words; one in a longer text has no source of its own. */
  private Optional<String> sourceOf(String serial) {
    OID general = Mib.at(Mib.GENERAL_SERIAL, reading.device);
    return Stream.of(general, Mib.ENTITY_SERIAL)
        .filter(instance -> reading.text(instance).filter(serial::equals).isPresent())
        .map(OID::toDottedString)
        .findFirst()
        .or(
            () ->
                profile.identity().serial().objects().stream()
                    .filter(place -> reading.own(place).filter(serial::equals).isPresent())
                    .map(PrinterProfile.TextObject::oid)
                    .findFirst());
  }

  private Optional<String> standardSerial() {
    return reading
        .text(Mib.at(Mib.GENERAL_SERIAL, reading.device))
        .filter(this::isSerial)
        .or(() -> reading.text(Mib.ENTITY_SERIAL).filter(this::isSerial))
        .or(() -> deviceId.serial().filter(this::isSerial))
        .or(() -> inDescr(Told.SERIAL).filter(this::isSerial));
  }

  private boolean isSerial(String text) {
    return isReal(text) && !profile.quirks().isPlaceholder(text);
  }

  private static boolean isReal(String text) {
    return !PLACEHOLDER.matcher(text).matches();
  }

  private Optional<String> firmware() {
    return chosen(profile.identity().firmware(), this::standardFirmware, Identities::isReal);
  }

  private Optional<String> standardFirmware() {
    return reading
        .text(Mib.ENTITY_SOFTWARE)
        .filter(Identities::isReal)
        .or(() -> inDescr(Told.FIRMWARE));
  }

  /** What sysDescr tells besides, the surer forms first. */
  private Optional<String> inDescr(Told what) {
    return profile.quirks().inDescr().stream()
        .filter(rule -> rule.what() == what)
        .flatMap(rule -> descr.flatMap(rule.pattern()::take).stream())
        .map(String::strip)
        .findFirst();
  }

  /** Of the interface that has the address; else of the first that has one at all. */
  private Optional<String> mac(PrinterTarget target) {
    List<OID> instances = new ArrayList<>();
    Optional<OID> ours = FullReading.interfaceOf(target);
    OptionalLong number =
        ours.isPresent() ? reading.values.number(ours.get()) : OptionalLong.empty();
    if (number.isPresent()) {
      instances.add(Mib.at(Mib.IF_PHYS_ADDRESS, (int) number.getAsLong()));
    }
    instances.addAll(reading.values.instances(Mib.IF_PHYS_ADDRESS));
    return instances.stream()
        .flatMap(instance -> reading.values.octets(instance).flatMap(Identities::mac).stream())
        .findFirst();
  }

  private static Optional<String> mac(byte[] bytes) {
    boolean real = bytes.length == MAC_BYTES && (bytes[0] & MULTICAST) == 0;
    String text = HexFormat.ofDelimiter(":").formatHex(bytes).toLowerCase(Locale.ROOT);
    return real && !text.equals("00:00:00:00:00:00") ? Optional.of(text) : Optional.empty();
  }
}
