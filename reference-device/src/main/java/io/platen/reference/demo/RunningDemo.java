package io.platen.reference.demo;

import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.ServerApi;
import io.platen.reference.stack.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/** Where everything of a demo that runs is found. */
public final class RunningDemo {
  private final ServerProcess server;
  private final ServerAddresses addresses;
  private final ServerApi api;
  private final SimulatedNetwork network;
  private final UUID device;
  private final String password;
  private final String token;
  private final DemoFolder folder;

  RunningDemo(
      ServerProcess server,
      ServerAddresses addresses,
      ServerApi api,
      SimulatedNetwork network,
      UUID device,
      String password,
      String token,
      DemoFolder folder) {
    this.server = server;
    this.addresses = addresses;
    this.api = api;
    this.network = network;
    this.device = device;
    this.password = password;
    this.token = token;
    this.folder = folder;
  }

  public ServerProcess server() {
    return server;
  }

  public ServerAddresses addresses() {
    return addresses;
  }

  /** The REST API with the administrator's token. */
  public ServerApi api() {
    return api;
  }

  public URI simulator() {
    return network.controlUrl();
  }

  /** Host and port of each printer, with commas between. */
  public String snmpHosts() {
    return network.hosts();
  }

  /** The id of the device that runs. */
  public UUID device() {
    return device;
  }

  public String password() {
    return password;
  }

  public String token() {
    return token;
  }

  public Path properties() {
    return folder.file("demo.properties");
  }

  public Path conformanceProperties() {
    return folder.file("conformance.properties");
  }
}
