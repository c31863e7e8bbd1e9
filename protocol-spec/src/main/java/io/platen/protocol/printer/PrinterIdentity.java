package io.platen.protocol.printer;

import org.jspecify.annotations.Nullable;

/**
 * Who a printer is. Each part is null where the printer does not say or a mask of the policy leaves
 * it out.
 *
 * @param address its IP address as text
 * @param hostName sysName (RFC 3418)
 * @param mac lower case with colons
 * @param vendor the maker, e.g. {@code Ricoh}
 * @param model without the maker
 * @param serial prtGeneralSerialNumber or the maker's own
 * @param firmware the version of the printer's software
 * @param assetNumber what the owner wrote on it
 * @param location sysLocation
 * @param sysObjectId dotted, without a leading dot
 * @param sysDescr as the agent gives it
 * @param deviceId of the IEEE 1284 id the keys MFG and MDL, {@code MFG:...;MDL:...;}
 * @param profile what it was read by
 * @param via host of the local agent that answers for it; null of a printer that answers itself
 * @param source where the serial was read, e.g. an OID; null unless the policy asks for sources
 */
public record PrinterIdentity(
    @Nullable String address,
    @Nullable String hostName,
    @Nullable String mac,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String serial,
    @Nullable String firmware,
    @Nullable String assetNumber,
    @Nullable String location,
    @Nullable String sysObjectId,
    @Nullable String sysDescr,
    @Nullable String deviceId,
    @Nullable UsedProfile profile,
    @Nullable String via,
    @Nullable String source) {

  /** Nothing known yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** These facts, to change some. */
  public Builder toBuilder() {
    return new Builder()
        .address(address)
        .hostName(hostName)
        .mac(mac)
        .vendor(vendor)
        .model(model)
        .serial(serial)
        .firmware(firmware)
        .assetNumber(assetNumber)
        .location(location)
        .sysObjectId(sysObjectId)
        .sysDescr(sysDescr)
        .deviceId(deviceId)
        .profile(profile)
        .via(via)
        .source(source);
  }

  /** Collects facts one by one. */
  public static final class Builder {
    private @Nullable String address;
    private @Nullable String hostName;
    private @Nullable String mac;
    private @Nullable String vendor;
    private @Nullable String model;
    private @Nullable String serial;
    private @Nullable String firmware;
    private @Nullable String assetNumber;
    private @Nullable String location;
    private @Nullable String sysObjectId;
    private @Nullable String sysDescr;
    private @Nullable String deviceId;
    private @Nullable UsedProfile profile;
    private @Nullable String via;
    private @Nullable String source;

    private Builder() {}

    public Builder address(@Nullable String value) {
      address = value;
      return this;
    }

    public Builder hostName(@Nullable String value) {
      hostName = value;
      return this;
    }

    public Builder mac(@Nullable String value) {
      mac = value;
      return this;
    }

    public Builder vendor(@Nullable String value) {
      vendor = value;
      return this;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    public Builder serial(@Nullable String value) {
      serial = value;
      return this;
    }

    public Builder firmware(@Nullable String value) {
      firmware = value;
      return this;
    }

    public Builder assetNumber(@Nullable String value) {
      assetNumber = value;
      return this;
    }

    public Builder location(@Nullable String value) {
      location = value;
      return this;
    }

    public Builder sysObjectId(@Nullable String value) {
      sysObjectId = value;
      return this;
    }

    public Builder sysDescr(@Nullable String value) {
      sysDescr = value;
      return this;
    }

    public Builder deviceId(@Nullable String value) {
      deviceId = value;
      return this;
    }

    public Builder profile(@Nullable UsedProfile value) {
      profile = value;
      return this;
    }

    public Builder via(@Nullable String value) {
      via = value;
      return this;
    }

    public Builder source(@Nullable String value) {
      source = value;
      return this;
    }

    public PrinterIdentity build() {
      return new PrinterIdentity(
          address,
          hostName,
          mac,
          vendor,
          model,
          serial,
          firmware,
          assetNumber,
          location,
          sysObjectId,
          sysDescr,
          deviceId,
          profile,
          via,
          source);
    }
  }
}
