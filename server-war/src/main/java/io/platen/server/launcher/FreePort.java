package io.platen.server.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * Chooses a TCP port that is free and likely stays so until it is used, seconds later: below those
 * that Linux (32768 and up) and others (49152 and up) give to any program that asks for just one.
 */
public final class FreePort {
  private static final int LOWEST = 20_000;
  private static final int BEYOND = 32_768;
  private static final int TRIES = 50;

  private FreePort() {}

  /**
   * Returns a socket that holds the port until it is closed.
   *
   * @throws IOException when the address is none of this machine's, or no port of it is free
   */
  public static ServerSocket hold(InetAddress address) throws IOException {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        return bind(address, random.nextInt(LOWEST, BEYOND));
      } catch (IOException e) {
        // Somebody is there, or may not be asked: the system's own choice says which in the end.
      }
    }
    return bind(address, 0);
  }

  static ServerSocket bind(InetAddress address, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
