package io.platen.device.port;

import java.net.InetAddress;
import java.time.Duration;

/** The port to ICMP echo (RFC 792, RFC 4443), which not every system lets a program send. */
public interface Echo {
  /** Where none can be sent. */
  Echo NONE =
      new Echo() {
        @Override
        public boolean isPermitted() {
          return false;
        }

        @Override
        public boolean isAnswered(InetAddress host, Duration patience) {
          return false;
        }
      };

  /** Whether this process may send one. Where not, nothing else is sent in its place. */
  boolean isPermitted();

  /** Sends one echo request and waits for the reply; interrupts do not shorten the wait. */
  boolean isAnswered(InetAddress host, Duration patience);
}
