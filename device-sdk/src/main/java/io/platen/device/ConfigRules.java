package io.platen.device;

import io.platen.device.InvalidConfigException.Fault;
import io.platen.device.link.Hosts;
import io.platen.device.link.ProxySettings;
import io.platen.device.port.Keys;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
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
