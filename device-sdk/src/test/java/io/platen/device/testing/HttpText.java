package io.platen.device.testing;

import io.platen.device.testing.RecordingServer.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recorded exchanges as the specification prints them: what differs from run to run has one fixed
 * value, and documents are broken into lines, which changes nothing of what they say.
 */
public final class HttpText {
  private static final int WIDTH = 96;
  private static final Pattern TAG = Pattern.compile("<[^>]+>[^<]*");
  private static final Pattern ATTRIBUTE = Pattern.compile(" [\\w:]+=\"[^\"]*\"");
  private static final String KEY = "sn-59663373dcf0043d";
  private static final String TAG_OF_SERIAL = "#c555feecc4603704";
  private static final String EPOCH = "5b0a4a0e-1f0f-4f43-8f7e-21c0a7f3c902";

  private HttpText() {}

  public static String of(List<Recorded> exchanges) {
    List<String> parts = new ArrayList<>();
    for (Recorded each : exchanges) {
      parts.add(part(each.request().head(), each.request().body(), hostOf(each)));
      parts.add(
          each.response() == null
              ? "(no answer: the connection broke)\n"
              : part(each.response().head(), each.response().body(), ""));
    }
    return String.join("\n", parts);
  }

  private static String hostOf(Recorded exchange) {
    return exchange.request().head().get(0).contains(" /download/")
        ? "download.example"
        : "update1.example";
  }

  private static String part(List<String> head, String body, String host) {
    List<String> lines = new ArrayList<>();
    boolean packed = head.contains("Content-Encoding: gzip");
    for (String line : head) {
      lines.add(
          line.startsWith("Host: ")
              ? "Host: " + host
              : line.startsWith("User-Agent: ")
                  ? "User-Agent: (name and version of the HTTP client)"
                  : packed && line.startsWith("Content-Length: ")
                      ? "Content-Length: (length of the packed body)"
                      : line);
    }
    String text = String.join("\n", lines) + "\n";
    return body.isEmpty() ? text : text + "\n" + lines(fixed(body)) + "\n";
  }

  private static String fixed(String body) {
    return body.replaceAll("epoch=\"[0-9a-f-]{36}\"", "epoch=\"" + EPOCH + "\"")
        .replaceAll("\"sn-[0-9a-f]{16}\"", "\"" + KEY + "\"")
        .replaceAll(">#[0-9a-f]{16}<", ">" + TAG_OF_SERIAL + "<");
  }

  /** One tag a line, deeper ones further in; a text stays with its tags. */
  private static String lines(String xml) {
    List<String> lines = new ArrayList<>();
    int depth = 0;
    Matcher tag = TAG.matcher(xml.strip());
    while (tag.find()) {
      String text = tag.group().strip();
      boolean closing = text.startsWith("</");
      boolean withText = !text.endsWith(">");
      depth -= closing ? 1 : 0;
      if (closing && !lines.isEmpty() && isOpen(lines.get(lines.size() - 1))) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + text);
      } else {
        lines.add(wrapped("  ".repeat(depth) + text));
      }
      depth += closing || text.startsWith("<?") || text.endsWith("/>") ? 0 : 1;
      if (withText && closing) {
        throw new IllegalArgumentException("Text between elements: " + text);
      }
    }
    return String.join("\n", lines);
  }

  /** The line ends in a text, whose closing tag follows. */
  private static boolean isOpen(String line) {
    return !line.endsWith(">");
  }

  private static String wrapped(String line) {
    if (line.length() <= WIDTH) {
      return line;
    }
    String indent = " ".repeat(line.length() - line.stripLeading().length() + 4);
    StringBuilder whole = new StringBuilder();
    StringBuilder current = new StringBuilder();
    Matcher attribute = ATTRIBUTE.matcher(line);
    int last = 0;
    while (attribute.find()) {
      current.append(line, last, attribute.start());
      last = attribute.end();
      if (current.length() + attribute.group().length() > WIDTH) {
        whole.append(current).append('\n');
        current.setLength(0);
        current.append(indent).append(attribute.group().strip());
      } else {
        current.append(attribute.group());
      }
    }
    return whole.append(current).append(line.substring(last)).toString();
  }
}
