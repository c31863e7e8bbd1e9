package io.platen.device.heartbeat;

import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/** Which name servers the site's machines ask, the preferred first. */
@FunctionalInterface
public interface Resolvers {
  /** Those of the system, read anew each time: a new lease may have brought others. */
  Resolvers SYSTEM =
      () -> {
        ResolverConfig.refresh();
        return ResolverConfig.getCurrentConfig().servers();
      };

  List<InetSocketAddress> list();
}
