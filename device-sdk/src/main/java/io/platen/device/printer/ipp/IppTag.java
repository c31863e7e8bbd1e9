package io.platen.device.printer.ipp;

/** The tags of RFC 8010 section 3.5 that are looked at; values of others are passed over. */
final class IppTag {
  static final int OPERATION_GROUP = 0x01;
  static final int END = 0x03;
  static final int PRINTER_GROUP = 0x04;

  /** Below it tags part groups, from it on they are of values. */
  static final int FIRST_OF_VALUES = 0x10;

  static final int INTEGER = 0x21;
  static final int BOOLEAN = 0x22;
  static final int ENUM = 0x23;
  static final int OCTETS = 0x30;
  static final int DATE_TIME = 0x31;
  static final int RESOLUTION = 0x32;
  static final int RANGE = 0x33;
  static final int BEGIN_COLLECTION = 0x34;
  static final int TEXT_WITH_LANGUAGE = 0x35;
  static final int NAME_WITH_LANGUAGE = 0x36;
  static final int END_COLLECTION = 0x37;
  static final int TEXT = 0x41;
  static final int KEYWORD = 0x44;
  static final int URI = 0x45;
  static final int CHARSET = 0x47;
  static final int NATURAL_LANGUAGE = 0x48;
  static final int MIME_TYPE = 0x49;
  static final int MEMBER_NAME = 0x4A;

  private static final int ANY_LENGTH = -1;

  private IppTag() {}

  /** RFC 8010 section 3.9: how long a value of this type is; -1 where it may be of any length. */
  static int lengthOf(int tag) {
    return switch (tag) {
      case INTEGER, ENUM -> 4;
      case BOOLEAN -> 1;
      case DATE_TIME -> 11;
      case RESOLUTION -> 9;
      case RANGE -> 8;
      case END_COLLECTION -> 0;
      default -> ANY_LENGTH;
    };
  }

  /**
   * Whether its values are characters; octets too: some printers call texts so, and the reverse.
   */
  static boolean isText(int tag) {
    return tag == OCTETS || (tag >= TEXT && tag <= MIME_TYPE);
  }
}
