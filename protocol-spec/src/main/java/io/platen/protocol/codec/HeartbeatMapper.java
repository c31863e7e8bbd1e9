package io.platen.protocol.codec;

import io.platen.protocol.binding.HeartbeatXml;
import io.platen.protocol.sync.Heartbeat;
import org.jspecify.annotations.Nullable;

/** The heartbeat of a sync document. */
final class HeartbeatMapper {
  private HeartbeatMapper() {}

  static @Nullable HeartbeatXml write(@Nullable Heartbeat heartbeat) {
    if (heartbeat == null) {
      return null;
    }
    HeartbeatXml xml = new HeartbeatXml();
    xml.setZone(heartbeat.zone());
    xml.setEvery(heartbeat.every());
    xml.setSecret(heartbeat.secret());
    return xml;
  }

  static @Nullable Heartbeat read(@Nullable HeartbeatXml xml) {
    return xml == null ? null : new Heartbeat(xml.getZone(), xml.getEvery(), xml.getSecret());
  }
}
