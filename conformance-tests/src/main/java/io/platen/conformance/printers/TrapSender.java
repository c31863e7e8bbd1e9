package io.platen.conformance.printers;

import io.platen.conformance.printers.UsmMessage.Engine;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;

/** Sends from a printer's own address to where a device takes traps, and hears what is answered. */
public final class TrapSender implements AutoCloseable {
  private static final int LARGEST = 65_507;
  private static final int LOWEST_PORT = 20_000;
  private static final int PORTS = 10_000;
  private static final int TRIES = 50;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DatagramSocket socket;
  private final InetSocketAddress device;
  private final Duration patience;

  /**
   * @param patience how long an answer may take
   */
  public TrapSender(SuitePrinter from, InetSocketAddress device, Duration patience) {
    this.device = device;
    this.patience = patience;
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from.address()), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One on loopback at which nobody listens, below those that systems give to who asks for any. */
  public static InetSocketAddress freePort() {
    for (int tries = 0; tries < TRIES; tries++) {
      int port = LOWEST_PORT + RANDOM.nextInt(PORTS);
      InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      try (DatagramSocket free = new DatagramSocket(at)) {
        return (InetSocketAddress) free.getLocalSocketAddress();
      } catch (IOException e) {
        // Somebody is there.
      }
    }
    throw new IllegalStateException("No port is free for traps");
  }

  public void send(byte[] datagram) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length, device));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer; empty where none comes. */
  public Optional<byte[]> answer() {
    return answer(patience);
  }

  /** Whether nothing has come until now. */
  public boolean hearsNothing() {
    return answer(Duration.ofMillis(1)).isEmpty();
  }

  private Optional<byte[]> answer(Duration most) {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      socket.setSoTimeout(Math.toIntExact(Math.max(1, most.toMillis())));
      socket.receive(packet);
      return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether what comes next is the response that RFC 3416 section 4.2.7 asks for. */
  public boolean isAnswered(SnmpMessage inform) {
    try {
      Optional<byte[]> answer = answer();
      return answer.isPresent() && isResponse(SnmpMessage.decode(answer.get()).pdu(), inform.pdu());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static boolean isResponse(PDU answer, PDU inform) {
    return answer.getType() == PDU.RESPONSE
        && answer.getErrorStatus() == PDU.noError
        && answer.getRequestID().equals(inform.getRequestID())
        && answer.getVariableBindings().equals(inform.getVariableBindings());
  }

  /** Which engine has answered {@link UserMessage#discovery}; empty where none has. */
  public Optional<Engine> engine() {
    try {
      Optional<byte[]> answer = answer();
      return answer.isEmpty()
          ? Optional.empty()
          : Optional.of(UsmMessage.decode(answer.get()).engine());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** An inform of v3 to that engine; {@link #isAnswered(ScopedPDU, SnmpUser)} hears what comes. */
  public ScopedPDU inform(SnmpUser user, Engine engine) {
    ScopedPDU inform = Trap.scoped(PDU.INFORM);
    inform.setContextEngineID(engine.id());
    send(Trap.v3Inform(user, engine, inform));
    return inform;
  }

  public boolean isAnswered(ScopedPDU inform, SnmpUser user) {
    try {
      Optional<byte[]> answer = answer();
      return answer.isPresent()
          && isResponse(UsmMessage.decode(answer.get()).unsealed(answer.get(), user), inform);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
