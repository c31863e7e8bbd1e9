package io.platen.device.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A host of the simulated network behind a real socket of this machine. */
public final class UdpAgent implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final SimulatedNetwork.Host host;
  private final DatagramSocket hears;
  private final DatagramSocket speaks;

  private UdpAgent(SimulatedNetwork.Host host, boolean elsewhere) throws IOException {
    this.host = host;
    this.hears = open();
    this.speaks = elsewhere ? open() : hears;
    Thread thread = new Thread(this::run, "udp-agent");
    thread.setDaemon(true);
    thread.start();
  }

  public static UdpAgent of(SimulatedNetwork.Host host) throws IOException {
    return new UdpAgent(host, false);
  }

  /** Its answers come from another port than the one that it hears at. */
  public static UdpAgent answeringFromAnotherPort(SimulatedNetwork.Host host) throws IOException {
    return new UdpAgent(host, true);
  }

  private static DatagramSocket open() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) hears.getLocalSocketAddress();
  }

  private void run() {
    while (!hears.isClosed()) {
      try {
        DatagramPacket heard = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        hears.receive(heard);
        byte[] request = Arrays.copyOf(heard.getData(), heard.getLength());
        for (ByteBuffer answer : host.hear(ByteBuffer.wrap(request))) {
          byte[] bytes = new byte[answer.remaining()];
          answer.duplicate().get(bytes);
          speaks.send(new DatagramPacket(bytes, bytes.length, heard.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!hears.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    hears.close();
    speaks.close();
  }
}
