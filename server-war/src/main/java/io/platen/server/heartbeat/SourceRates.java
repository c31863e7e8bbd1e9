package io.platen.server.heartbeat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * [PLT-HBT-028] How many questions of one source are answered by UDP: 50 a second, 200 at once. A
 * source is a network of 24 bits, or of 56 with IPv6: who can forge one address can forge its
 * neighbours. One thread uses it.
 */
final class SourceRates {
  private static final double A_SECOND = 50;
  private static final double AT_ONCE = 200;
  private static final int MOST_SOURCES = 10_000;
  private static final int NETWORK_V4 = 3;
  private static final int NETWORK_V6 = 7;

  /** What becomes of a question. */
  enum Verdict {
    ANSWER,
    /** Half of those beyond the bound: who is there can come by TCP. */
    COME_BY_TCP,
    DROP
  }

  private static final class Source {
    private double left = AT_ONCE;
    private Duration at;
    private boolean odd;

    Source(Duration at) {
      this.at = at;
    }
  }

  /** The one that asked longest ago goes first. */
  private final Map<String, Source> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
          return size() > MOST_SOURCES;
        }
      };

  /**
   * @param now time since some moment in the past
   */
  Verdict look(InetAddress from, Duration now) {
    Source source = sources.computeIfAbsent(network(from), network -> new Source(now));
    double passed = now.minus(source.at).toNanos() / 1e9;
    source.left = Math.min(AT_ONCE, source.left + passed * A_SECOND);
    source.at = now;
    if (source.left >= 1) {
      source.left--;
      return Verdict.ANSWER;
    }
    source.odd = !source.odd;
    return source.odd ? Verdict.COME_BY_TCP : Verdict.DROP;
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int kept = bytes.length == 4 ? NETWORK_V4 : NETWORK_V6;
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
  }
}
