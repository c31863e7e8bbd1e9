package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import java.time.Instant;
import java.util.Optional;

/** Notices on their way: the port to the table that is the truth for all nodes. */
public interface Outbox {

  /** Takes one that is due and that no other node has in its hands. */
  Optional<Claimed> claim(Channel.Kind kind, Instant now);

  /** Nothing where another node has taken it over. */
  void sent(Claimed notice, Instant now);

  /** It is tried again, and nothing else goes to that target before. */
  void later(Claimed notice, Instant next, String why);

  /** It is given up. */
  void failed(Claimed notice, Instant now, String why);
}
