package io.platen.server.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a request carries, by name: the first value of each, and files as texts. */
final class Fields {
  private Fields() {}

  /**
   * @param files whether files are read: those of strangers are not
   */
  static Map<String, String> of(HttpServletRequest request, boolean files) throws IOException {
    Map<String, String> fields = new HashMap<>();
    if (files && isMultipart(request)) {
      addParts(request, fields);
    } else {
      request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
    }
    return fields;
  }

  private static boolean isMultipart(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  private static void addParts(HttpServletRequest request, Map<String, String> fields)
      throws IOException {
    try {
      for (Part part : request.getParts()) {
        byte[] content = part.getInputStream().readAllBytes();
        fields.putIfAbsent(part.getName(), new String(content, StandardCharsets.UTF_8));
      }
    } catch (IllegalStateException e) { // Servlet 6.0: larger than the limit
      fields.put(Visit.OVERSIZE, "true");
    } catch (ServletException e) {
      throw new IOException(e);
    }
  }
}
