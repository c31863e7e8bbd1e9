package io.platen.server.release.boundary;

import io.platen.server.release.boundary.ByteRanges.Part;
import io.platen.server.release.control.ObjectStore;
import io.platen.server.release.control.Transfers.Transfer;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parts of an object on their way to a device; holds one buffer, however long they are. */
final class ObjectBody implements StreamingOutput {
  static final String BOUNDARY = "platen-part-of-object";

  private static final Logger LOG = System.getLogger(ObjectBody.class.getName());
  private static final int BUFFER = 32 * 1024;

  private final ObjectStore objects;
  private final String sha256;
  private final long length;
  private final List<Part> parts;
  private final Transfer transfer;

  /**
   * @param length of the whole object
   * @param parts one alone is sent as it is, several as multipart/byteranges
   * @param transfer ends with the last byte, or when the device goes away
   */
  ObjectBody(ObjectStore objects, String sha256, long length, List<Part> parts, Transfer transfer) {
    this.objects = objects;
    this.sha256 = sha256;
    this.length = length;
    this.parts = List.copyOf(parts);
    this.transfer = transfer;
  }

  /** How long the body is. */
  static long contentLength(List<Part> parts, long length) {
    long bytes = 0;
    for (Part part : parts) {
      bytes += part.length() + (parts.size() > 1 ? head(part, length).length : 0);
    }
    return parts.size() > 1 ? bytes + end().length : bytes;
  }

  /** It is not sent after all. */
  void drop() {
    transfer.close();
  }

  @Override
  public void write(OutputStream to) throws IOException {
    try (transfer) {
      for (Part part : parts) {
        if (parts.size() > 1) {
          to.write(head(part, length));
        }
        copy(part, to);
      }
      if (parts.size() > 1) {
        to.write(end());
      }
    }
  }

  private void copy(Part part, OutputStream to) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, part.length())];
    try (InputStream from = open(part)) {
      long left = part.length();
      while (left > 0) {
        int read = read(from, buffer, (int) Math.min(buffer.length, left));
        to.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private InputStream open(Part part) throws IOException {
    try {
      return objects.open(sha256, part.from());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private int read(InputStream from, byte[] buffer, int most) throws IOException {
    try {
      int read = from.read(buffer, 0, most);
      if (read < 0) {
        throw new EOFException("It became shorter");
      }
      return read;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Said here: what ends an answer looks to the container like a device that went away. */
  private IOException unreadable(IOException e) {
    LOG.log(Level.ERROR, "Object " + sha256 + " cannot be read", e);
    return e;
  }

  static String contentRange(Part part, long length) {
    return "bytes " + part.from() + "-" + (part.to() - 1) + "/" + length;
  }

  private static byte[] head(Part part, long length) {
    return ascii(
        "\r\n--"
            + BOUNDARY
            + "\r\nContent-Type: application/octet-stream\r\nContent-Range: "
            + contentRange(part, length)
            + "\r\n\r\n");
  }

  private static byte[] end() {
    return ascii("\r\n--" + BOUNDARY + "--\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
