package io.platen.device;

import io.platen.device.InvalidConfigException.Fault;
import io.platen.device.identity.LocalKey;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.identity.PemKeys;
import io.platen.device.link.Hosts;
import io.platen.device.link.ProxySettings;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Keys;
import io.platen.device.port.Storage;
import io.platen.device.redirect.Home;
import io.platen.device.redirect.PlacedStorage;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.ActivationString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What makes a setting wrong. Collects all faults; the first does not hide the others. */
final class ConfigRules {
  private final List<Fault> faults;

  ConfigRules(List<Fault> faults) {
    this.faults = faults;
  }

  @Nullable UUID device(@Nullable String text) {
    if (text == null) {
      fault("device.id", "is missing; it is the UUID that the server shows for this device");
      return null;
    }
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // said below, the same as for a UUID in another form
    }
    fault("device.id", "is \"" + text + "\", which is no UUID in lower case with dashes");
    return null;
  }

  void hosts(String name, List<URI> hosts) {
    if (hosts.isEmpty() || hosts.size() > 2) {
      fault(name, "names " + hosts.size() + " hosts; name one or two");
    }
    for (int i = 0; i < hosts.size(); i++) {
      host(i == 0 && name.equals("download") ? name : name + (i + 1), hosts.get(i));
    }
  }

  void host(String key, URI host) {
    if (!Hosts.isBare(host)) {
      fault(key, "is \"" + host + "\", but must be https://host[:port]");
    }
  }

  @Nullable ProxySettings proxy(
      @Nullable URI address,
      @Nullable String user,
      @Nullable String password,
      boolean basicInClear) {
    if (address == null) {
      if (user != null || password != null) {
        fault("proxy.url", "is missing, but proxy.user or proxy.password is there");
      }
      return null;
    }
    if (!"http".equalsIgnoreCase(address.getScheme())
        || address.getHost() == null
        || address.getPort() < 1) {
      // The address is left out of the message: someone may have put a password into it.
      fault("proxy.url", "must be http://host:port");
      return null;
    }
    if (address.getUserInfo() != null) {
      fault("proxy.url", "holds a login; it belongs into proxy.user and proxy.password");
      return null;
    }
    if (user == null && password != null) {
      fault("proxy.user", "is missing, but proxy.password is there");
    }
    return new ProxySettings(address, user, password, basicInClear);
  }

  <T> @Nullable T needed(String key, @Nullable T value) {
    if (value == null) {
      fault(key, "is missing; name a PEM file");
    }
    return value;
  }

  /** [PLT-ENR-040] A code that was typed wrong is told here, and costs no try at the server. */
  Enrolment.@Nullable Activation activation(@Nullable String typed, @Nullable URI host) {
    if (typed == null) {
      return null;
    }
    Optional<ActivationString> string = ActivationString.parse(typed);
    if (string.isPresent()) {
      ActivationString found = string.get();
      return new Enrolment.Activation(
          host != null ? host : found.host(), found.pin(), found.code());
    }
    Optional<ActivationCode> code = ActivationCode.parse(typed);
    if (code.isEmpty()) {
      fault(
          "activation",
          "is neither an activation code (SSSS-XXXX-XXXX-XXXX-C) nor an activation string"
              + " (platen://...), or has a typing error: compare it with what the server showed");
      return null;
    }
    if (host == null) {
      fault("enrolment", "is missing; name the host where the activation code is taken");
      return null;
    }
    return new Enrolment.Activation(host, null, code.get());
  }

  /** What the device has made for itself, or an empty place for it. */
  @Nullable OwnIdentity identity(
      Storage storage, KeyVault vault, SecureRandom random, @Nullable Path authority) {
    return identity(storage, "", vault, random, authority);
  }

  /**
   * @param place of a server that a redirect led to
   */
  @Nullable OwnIdentity identity(
      Storage storage,
      String place,
      KeyVault vault,
      SecureRandom random,
      @Nullable Path authority) {
    try {
      List<X509Certificate> pinned =
          authority == null ? List.of() : PemKeys.certificates(authority);
      LocalKey key = LocalKey.load(storage, vault, random);
      return OwnIdentity.open(new PlacedStorage(storage, place), key, vault, pinned);
    } catch (IOException e) {
      fault("data", String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      fault("authority", String.valueOf(e.getMessage()));
    }
    return null;
  }

  /** Where a redirect has taken the device, unless its settings were changed by hand since. */
  @Nullable Home home(@Nullable Storage storage, String print) {
    try {
      return storage == null
          ? null
          : Home.read(storage).filter(home -> home.replaces().equals(print)).orElse(null);
    } catch (IOException e) {
      fault("data", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** It is an optional part of the SDK. */
  void dnsjava() {
    try {
      Class.forName("org.xbill.DNS.Message", false, ConfigRules.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      fault("heartbeat", "is on, but dnsjava (dnsjava:dnsjava) is not on the class path");
    }
  }

  void neitherCertificateNorActivation() {
    fault(
        "activation",
        "is missing; set it to the activation code that the server shows for this device, or name"
            + " a certificate and its key");
  }

  void identity(OwnIdentity own, @Nullable UUID device) {
    Optional<UUID> found = own.device();
    if (device != null && found.isPresent() && !found.get().equals(device)) {
      fault("device.id", "is " + device + ", but this device was enrolled as " + found.get());
    }
  }

  /** [PLT-TLS-020] The certificate's subject is the device's id and nothing else. */
  void keys(Keys keys, UUID device) {
    try {
      String subject = keys.load().certificate().getSubjectX500Principal().getName();
      if (!subject.equals("CN=" + device)) {
        fault(
            "certificate",
            "is for " + subject + ", but device.id is " + device + "; take the one of this device");
      }
    } catch (GeneralSecurityException e) {
      fault("certificate, key, authority", String.valueOf(e.getMessage()));
    }
  }

  private void fault(String key, String reason) {
    faults.add(new Fault(key, reason));
  }
}
