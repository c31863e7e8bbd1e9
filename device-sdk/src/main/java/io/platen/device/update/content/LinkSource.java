package io.platen.device.update.content;

import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.PartialAnswer;
import io.platen.protocol.content.Sha256;
import java.net.URI;

/** Objects of download hosts. */
public final class LinkSource implements ContentSource {
  private static final String PATH = "download/v1/objects/";

  private final Link link;

  /**
   * @param link one {@link Link#forObjects}
   */
  public LinkSource(Link link) {
    this.link = link;
  }

  @Override
  public Body open(URI host, Sha256 object, long from, long to) throws LinkFailedException {
    PartialAnswer answer = link.open(host, PATH + object, from, to);
    return new Body() {
      @Override
      public int read(byte[] into, int offset, int length) throws LinkFailedException {
        return answer.read(into, offset, length);
      }

      @Override
      public void close() {
        answer.close();
      }
    };
  }
}
