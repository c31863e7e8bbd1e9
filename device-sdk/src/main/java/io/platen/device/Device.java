package io.platen.device;

/** The entry to the SDK. */
public final class Device {
  private Device() {}
}
