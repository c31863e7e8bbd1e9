package io.platen.protocol.update.tuf;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** JSON in the one form that signatures are made over: members sorted, nothing superfluous. */
final class CanonicalJson {
  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  static byte[] of(JsonValue value) {
    CanonicalJson canonical = new CanonicalJson();
    canonical.write(value);
    return canonical.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(JsonValue value) {
    if (value instanceof JsonObject object) {
      write(object);
    } else if (value instanceof JsonArray array) {
      write(array);
    } else if (value instanceof JsonString string) {
      write(string.getString());
    } else if (value instanceof JsonNumber number) {
      out.append(number.bigIntegerValueExact());
    } else {
      out.append(value);
    }
  }

  private void write(JsonObject object) {
    out.append('{');
    String comma = "";
    for (var member : new TreeMap<>(object).entrySet()) {
      out.append(comma);
      write(member.getKey());
      out.append(':');
      write(member.getValue());
      comma = ",";
    }
    out.append('}');
  }

  private void write(JsonArray array) {
    out.append('[');
    String comma = "";
    for (JsonValue each : array) {
      out.append(comma);
      write(each);
      comma = ",";
    }
    out.append(']');
  }

  private void write(String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
