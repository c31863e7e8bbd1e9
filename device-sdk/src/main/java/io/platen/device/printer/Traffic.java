package io.platen.device.printer;

/** What a reading cost: requests sent, and payload bytes of datagrams and connections each way. */
public record Traffic(int requests, long bytesOut, long bytesIn) {
  public static final Traffic NONE = new Traffic(0, 0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(
        requests + other.requests, bytesOut + other.bytesOut, bytesIn + other.bytesIn);
  }
}
