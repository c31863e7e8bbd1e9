package io.platen.conformance.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sends messages to one name server and waits for its answers. */
public final class DnsClient {
  private static final int LARGEST = 65_535;

  private final InetSocketAddress server;
  private final Duration patience;

  public DnsClient(InetSocketAddress server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  /**
   * By UDP.
   *
   * @return empty where no answer comes
   */
  public Optional<byte[]> byUdp(byte[] message, Duration wait) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout((int) wait.toMillis());
      socket.send(new DatagramPacket(message, message.length));
      DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
      socket.receive(answer);
      return Optional.of(Arrays.copyOf(answer.getData(), answer.getLength()));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  public Optional<byte[]> byUdp(byte[] message) throws IOException {
    return byUdp(message, patience);
  }

  /** By TCP, all over one connection; as many answers as came. */
  public List<byte[]> byTcp(List<byte[]> messages) throws IOException {
    List<byte[]> answers = new ArrayList<>();
    try (Socket socket = new Socket()) {
      socket.connect(server, (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (byte[] each : messages) {
        out.writeShort(each.length);
        out.write(each);
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        answers.add(answer);
      }
    } catch (IOException e) {
      return answers;
    }
    return answers;
  }
}
