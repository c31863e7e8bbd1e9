package io.platen.device.port;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;

class JdkDatagramsTest extends DatagramsContract {
  private final DatagramSocket socket = loopback();
  private final int closedPort = closedPort();

  JdkDatagramsTest() {
    Thread echo = new Thread(this::echoAll, "echo");
    echo.setDaemon(true);
    echo.start();
  }

  @AfterEach
  void stop() {
    socket.close();
  }

  @Override
  Datagrams datagrams() {
    return new JdkDatagrams();
  }

  @Override
  InetSocketAddress echo() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  @Override
  InetSocketAddress nobody() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort);
  }

  private void echoAll() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        socket.receive(packet);
        socket.send(packet);
      }
    } catch (IOException e) {
      // The test has ended and closed the socket.
      return;
    }
  }

  private static DatagramSocket loopback() {
    try {
      return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int closedPort() {
    try (DatagramSocket once = loopback()) {
      return once.getLocalPort();
    }
  }
}
