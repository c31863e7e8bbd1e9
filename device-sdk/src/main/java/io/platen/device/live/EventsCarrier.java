package io.platen.device.live;

import io.platen.device.command.WaitingPiece;
import io.platen.device.link.EventStream;
import io.platen.device.link.Link;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/** The channel as server-sent events; what the device says is posted. */
final class EventsCarrier implements Carrier {
  private static final String PATH = "/update/v1/live/events?last=";

  /** Base64 of the largest document, and the field's name. */
  private static final int LONGEST = (int) Limit.DOCUMENT_BYTES.value() / 3 * 4 + 64;

  private final URI host;
  private final Link results;
  private final EventStream events;

  private EventsCarrier(URI host, Link results, EventStream events) {
    this.host = host;
    this.results = results;
    this.events = events;
  }

  static EventsCarrier open(LiveChannel.Connections by, URI host, LiveMessage.Hello hello)
      throws IOException {
    EventStream events = by.streams().events(host, PATH + hello.last(), LONGEST);
    return new EventsCarrier(host, by.results(), events);
  }

  @Override
  public Optional<LiveMessage> receive() throws IOException {
    Optional<String> data = events.next();
    if (data.isEmpty() || data.get().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LiveCodec.read(Base64.getDecoder().decode(data.get())));
    } catch (ProtocolException | IllegalArgumentException e) {
      // [PLT-LIV-010]
      throw new IOException("The server breaks the protocol: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<LiveMessage> send(WaitingPiece piece) throws IOException {
    return Optional.of(ResultPost.send(results, host, piece));
  }

  @Override
  public void close() {
    events.close();
  }
}
