package io.platen.reference.demo;

import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/** Where everything of a demo that runs is found. */
public final class RunningDemo {
  private final Access access;
  private final SimulatedNetwork network;
  private final Watcher watcher;
  private final DemoFolder folder;
  private final DemoMaker maker;

  RunningDemo(
      Access access,
      SimulatedNetwork network,
      Watcher watcher,
      DemoFolder folder,
      DemoMaker maker) {
    this.access = access;
    this.network = network;
    this.watcher = watcher;
    this.folder = folder;
    this.maker = maker;
  }

  /**
   * The server, and the first administrator's ways in.
   *
   * @param api with the administrator's token
   */
  record Access(
      ServerProcess server,
      ServerAddresses addresses,
      ServerApi api,
      String password,
      String token) {}

  /** The device that runs, and the id of its record. */
  record Watcher(UUID id, DemoDevice process, Traps traps) {}

  /**
   * Where the device listens for traps.
   *
   * @param address host and port
   * @param password of the user of SNMP v3, for SHA-256 and AES-128 both
   */
  record Traps(String address, String password) {}

  public ServerProcess server() {
    return access.server();
  }

  public ServerAddresses addresses() {
    return access.addresses();
  }

  /** The REST API with the administrator's token. */
  public ServerApi api() {
    return access.api();
  }

  public String password() {
    return access.password();
  }

  public String token() {
    return access.token();
  }

  public URI simulator() {
    return network.controlUrl();
  }

  /** Host and port of each printer, with commas between. */
  public String snmpHosts() {
    return network.hosts();
  }

  /** The id of the device that runs. */
  public UUID deviceId() {
    return watcher.id();
  }

  /** Where the device listens for traps, host and port. */
  public String traps() {
    return watcher.traps().address();
  }

  /** What the user of SNMP v3 shows who sends traps there. */
  String trapPassword() {
    return watcher.traps().password();
  }

  public DemoDevice device() {
    return watcher.process();
  }

  /** Where the device keeps its memory. */
  Path deviceData() {
    return folder.folder("device");
  }

  DemoMaker maker() {
    return maker;
  }

  Path deviceProperties() {
    return folder.file("device.properties");
  }

  public Path properties() {
    return folder.file("demo.properties");
  }

  public Path conformanceProperties() {
    return folder.file("conformance.properties");
  }
}
