package io.platen.device.port;

import io.platen.device.testing.SimulatedNetwork;
import java.net.InetSocketAddress;
import java.util.List;

class SimulatedNetworkTest extends DatagramsContract {
  private final InetSocketAddress echo = new InetSocketAddress("192.0.2.7", 7);

  @Override
  Datagrams datagrams() {
    return new SimulatedNetwork().with(echo, datagram -> List.of(datagram));
  }

  @Override
  InetSocketAddress echo() {
    return echo;
  }

  @Override
  InetSocketAddress nobody() {
    return new InetSocketAddress("192.0.2.8", 7);
  }
}
