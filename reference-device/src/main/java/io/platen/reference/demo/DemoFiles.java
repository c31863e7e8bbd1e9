package io.platen.reference.demo;

import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.ServerAddresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The files by which other tools find the demo; all of them their owner's alone. */
final class DemoFiles {
  private final DemoFolder folder;
  private final ServerAddresses addresses;

  DemoFiles(DemoFolder folder, ServerAddresses addresses) {
    this.folder = folder;
    this.addresses = addresses;
  }

  /**
   * The configuration of a device that enrols.
   *
   * @param traps where it listens for them, host and port
   * @param root what its maker signs with
   * @param trial how long an update may take to prove itself
   */
  Path writeDevice(String activationCode, String traps, Path root, Duration trial) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("data", folder.folder("device").toString());
    hosts(keys, "");
    keys.put("enrolment", addresses.enrolment().toString());
    keys.put("authority", addresses.authority().toString());
    keys.put("activation", activationCode);
    keys.put("schedule.now", "true");
    keys.put("schedule.spread", "0");
    keys.put("traps.listen", traps);
    keys.put("updates.repository", DemoMaker.REPOSITORY);
    keys.put("updates.root", root.toString());
    keys.put("updates.trial.seconds", Long.toString(trial.toSeconds()));
    return write("device.properties", keys);
  }

  void writeDemo(RunningDemo demo) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("console.url", addresses.console().toString());
    keys.put("console.user", Demo.USER);
    keys.put("console.password", demo.password());
    keys.put("api.url", addresses.api().toString());
    keys.put("api.token", demo.token());
    keys.put("device.url", addresses.device().toString());
    hosts(keys, ".url");
    keys.put("est.url", addresses.enrolment().toString());
    keys.put("authority.pem", addresses.authority().toString());
    keys.put("trap.address", demo.traps());
    keys.put("trap.user", Demo.TRAP_USER);
    keys.put("trap.password", demo.trapPassword());
    keys.put("snmp.hosts", demo.snmpHosts());
    keys.put("simulator.url", demo.simulator().toString());
    write("demo.properties", keys);
  }

  /**
   * What the suite asks for beside devices.
   *
   * @param registry where heartbeats are heard, host and port
   * @param token of an operator
   * @param second of another one
   * @param root of the maker's repository that the server mirrors
   */
  record SuiteMeans(String registry, String token, String second, Path root) {}

  void writeConformance(Map<String, DeviceIdentity> identities, SuiteMeans means) {
    Map<String, String> keys = new LinkedHashMap<>();
    hosts(keys, ".url");
    keys.put("est.url", addresses.enrolment().toString());
    keys.put("authority.pem", addresses.authority().toString());
    keys.put("heartbeat.address", means.registry());
    keys.put("operator.url", addresses.api().toString());
    keys.put("operator.token", means.token());
    keys.put("operator.second.token", means.second());
    keys.put("updates.repository", DemoMaker.REPOSITORY);
    keys.put("updates.root", means.root().toString());
    identities.forEach(
        (name, identity) -> {
          keys.put(name + ".certificate", certificate(name, identity).toString());
          keys.put(name + ".key", key(name).toString());
          keys.put(
              name.equals("valid") ? "device.id" : name + ".device.id",
              identity.device().toString());
        });
    write("conformance.properties", keys);
  }

  /** Two names of one server: a device that fails over has somewhere to go. */
  private void hosts(Map<String, String> keys, String suffix) {
    keys.put("update1" + suffix, addresses.device().toString());
    keys.put("update2" + suffix, addresses.deviceByAddress().toString());
    keys.put("download" + suffix, addresses.device().toString());
    keys.put("download2" + suffix, addresses.deviceByAddress().toString());
  }

  private Path certificate(String name, DeviceIdentity identity) {
    Path file = folder.folder("pki").resolve(name + ".pem");
    Pem.write(file, identity.certificate());
    Pem.write(key(name), identity.key());
    return file;
  }

  private Path key(String name) {
    return folder.folder("pki").resolve(name + ".key");
  }

  private Path write(String name, Map<String, String> keys) {
    Path file = folder.file(name);
    Pem.writePrivate(
        file,
        keys.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
            .collect(Collectors.joining()));
    return file;
  }
}
