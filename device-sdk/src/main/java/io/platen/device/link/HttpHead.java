package io.platen.device.link;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Status line and header fields of an answer whose connection then carries something else (RFC 9112
 * section 4).
 *
 * @param line the status line
 * @param fields as they came, names in lower case
 */
public record HttpHead(String line, List<Field> fields) {
  private static final int LONGEST = 16 * 1024;

  public HttpHead {
    fields = List.copyOf(fields);
  }

  record Field(String name, String value) {}

  /** Reads up to the empty line, and no byte further. */
  public static HttpHead read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    int left = LONGEST;
    for (String line = line(in, left); !line.isEmpty() || lines.isEmpty(); line = line(in, left)) {
      left -= line.length() + 1;
      lines.add(line);
    }
    List<Field> fields = new ArrayList<>();
    for (String each : lines.subList(1, lines.size())) {
      int colon = each.indexOf(':');
      if (colon > 0) {
        String name = each.substring(0, colon).toLowerCase(Locale.ROOT);
        fields.add(new Field(name, each.substring(colon + 1).strip()));
      }
    }
    return new HttpHead(lines.get(0), fields);
  }

  private static String line(InputStream in, int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("The connection ended within the head of an answer");
      }
      if (line.size() >= most) {
        throw new IOException("The head of an answer is longer than " + LONGEST + " bytes");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** 0 where the line is none of HTTP/1. */
  public int status() {
    return line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?") ? Integer.parseInt(line, 9, 12, 10) : 0;
  }

  /** The first of that name. */
  public Optional<String> field(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return fields.stream().filter(each -> each.name().equals(name)).map(Field::value).toList();
  }
}
