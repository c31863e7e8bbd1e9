package io.platen.device.printer.ipp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A response to Get-Printer-Attributes: its status, and the attributes of the first printer group.
 * Collections are passed over, for nothing in them is asked for. RFC 8010 section 3.
 */
final class IppAnswer {
  private static final int SUCCESSFUL = 0x0100;
  private static final int VERSION_NOT_SUPPORTED = 0x0503;

  private final int status;
  private final int requestId;
  private final Map<String, List<IppValue>> printer;

  private IppAnswer(int status, int requestId, Map<String, List<IppValue>> printer) {
    this.status = status;
    this.requestId = requestId;
    this.printer = printer;
  }

  /**
   * Reads a response.
   *
   * @throws MalformedIppException where it is none; says where and why
   */
  static IppAnswer decode(byte[] response) throws MalformedIppException {
    return new Decoder(ByteBuffer.wrap(response)).answer();
  }

  int requestId() {
    return requestId;
  }

  boolean isSuccessful() {
    return status < SUCCESSFUL;
  }

  /** Whether the same in IPP 1.1 may be answered. */
  boolean wantsOlderVersion() {
    return status == VERSION_NOT_SUPPORTED;
  }

  /** RFC 8011 section 4.1.6, e.g. 0x0406 for not found. */
  int status() {
    return status;
  }

  boolean isEmpty() {
    return printer.isEmpty();
  }

  OptionalInt integer(String attribute) {
    return values(attribute).stream()
        .map(IppValue::integer)
        .flatMap(value -> value.stream().boxed())
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  Optional<String> text(String attribute, int longest) {
    return texts(attribute, longest).stream().flatMap(Optional::stream).findFirst();
  }

  /** One for each value: which value is which tells its place. */
  List<Optional<String>> texts(String attribute, int longest) {
    Function<IppValue, Optional<String>> text = value -> value.text(longest);
    return values(attribute).stream().map(text).toList();
  }

  /** One for each value; empty where it is no integer. */
  List<OptionalInt> integers(String attribute) {
    return values(attribute).stream().map(IppValue::integer).toList();
  }

  private List<IppValue> values(String attribute) {
    return printer.getOrDefault(attribute, List.of());
  }

  /** Goes through a response once, front to back, and never deeper. */
  private static final class Decoder {
    private static final int HEAD = 8;
    private static final int MOST_GROUPS = 16;
    private static final int MOST_VALUES = 4_096;
    private static final int DEEPEST = 16;

    private final ByteBuffer in;
    private final Map<String, List<IppValue>> printer = new LinkedHashMap<>();
    private List<IppValue> last = new ArrayList<>();
    private int groups;
    private int printerGroups;
    private int values;
    private int depth;
    private boolean inPrinter;

    Decoder(ByteBuffer in) {
      this.in = in;
    }

    IppAnswer answer() throws MalformedIppException {
      if (in.remaining() <= HEAD || in.get(0) < 1 || in.get(0) > 2) {
        throw wrong("this is no IPP: it begins with no version 1 or 2");
      }
      in.getShort();
      int status = Short.toUnsignedInt(in.getShort());
      int requestId = in.getInt();
      int tag = tag();
      while (tag != IppTag.END) {
        if (tag < IppTag.FIRST_OF_VALUES) {
          beginGroup(tag);
        } else {
          value(tag);
        }
        tag = tag();
      }
      if (depth > 0) {
        throw wrong("a collection has no end");
      }
      return new IppAnswer(status, requestId, printer);
    }

    private int tag() throws MalformedIppException {
      if (!in.hasRemaining()) {
        throw wrong("it ends without an end of attributes");
      }
      return Byte.toUnsignedInt(in.get());
    }

    private void beginGroup(int tag) throws MalformedIppException {
      groups++;
      if (groups > MOST_GROUPS) {
        throw wrong("more than " + MOST_GROUPS + " groups of attributes");
      }
      if (depth > 0) {
        throw wrong("a group begins within a collection");
      }
      printerGroups += tag == IppTag.PRINTER_GROUP ? 1 : 0;
      inPrinter = tag == IppTag.PRINTER_GROUP && printerGroups == 1;
      last = new ArrayList<>();
    }

    private void value(int tag) throws MalformedIppException {
      values++;
      if (groups == 0) {
        throw wrong("a value stands before the first group");
      }
      if (values > MOST_VALUES) {
        throw wrong("more than " + MOST_VALUES + " values");
      }
      String name = new String(bytes("name"), StandardCharsets.US_ASCII);
      byte[] value = bytes("value");
      demandLength(tag, value.length);
      if (tag == IppTag.BEGIN_COLLECTION) {
        enter(name);
      } else if (tag == IppTag.END_COLLECTION) {
        leave();
      } else if (depth == 0) {
        add(name, new IppValue(tag, value));
      }
    }

    private byte[] bytes(String what) throws MalformedIppException {
      int length = in.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(in.getShort());
      if (length < 0 || length > in.remaining()) {
        throw wrong("a " + what + " is longer than what follows");
      }
      byte[] bytes = new byte[length];
      in.get(bytes);
      return bytes;
    }

    private void demandLength(int tag, int length) throws MalformedIppException {
      int right = IppTag.lengthOf(tag);
      if (right >= 0 && length != right) {
        throw wrong(
            String.format(
                Locale.ROOT, "a value of type 0x%02x has %d bytes, not %d", tag, length, right));
      }
    }

    private void enter(String name) throws MalformedIppException {
      depth++;
      if (depth > DEEPEST) {
        throw wrong("collections are nested deeper than " + DEEPEST);
      }
      if (depth == 1 && !name.isEmpty()) {
        last = new ArrayList<>();
      }
    }

    private void leave() throws MalformedIppException {
      depth--;
      if (depth < 0) {
        throw wrong("a collection ends that has not begun");
      }
    }

    /** A value without a name is one more of the attribute before it. */
    private void add(String name, IppValue value) {
      if (!name.isEmpty()) {
        last = new ArrayList<>();
        if (inPrinter) {
          last = printer.computeIfAbsent(name, key -> new ArrayList<>());
        }
      }
      last.add(value);
    }

    private MalformedIppException wrong(String what) {
      return new MalformedIppException(in.position(), what);
    }
  }
}
