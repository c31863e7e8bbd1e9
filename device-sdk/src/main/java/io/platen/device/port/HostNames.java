package io.platen.device.port;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The port to the resolver of host names. */
@FunctionalInterface
public interface HostNames {
  /** By the JDK, and so by the system. */
  HostNames JDK = InetAddress::getByName;

  InetAddress resolve(String host) throws UnknownHostException;
}
