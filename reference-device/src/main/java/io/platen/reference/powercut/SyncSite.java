package io.platen.reference.powercut;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/** Says which line of the device's code asks something onto the disk. */
final class SyncSite {
  private static final String DEVICE = "io.platen.device.";

  /** Passes on what MVStore asks. */
  private static final String BETWEEN = ".FrameFile";

  private SyncSite() {}

  /** Such as {@code DeviceStore.change > MVStore.sync}. */
  static String ofCaller() {
    List<StackFrame> frames = StackWalker.getInstance().walk(stack -> stack.limit(40).toList());
    for (int i = 1; i < frames.size(); i++) {
      String name = frames.get(i).getClassName();
      if (name.startsWith(DEVICE) && !name.endsWith(BETWEEN)) {
        return text(frames.get(i)) + " > " + text(frames.get(i - 1));
      }
    }
    throw new IllegalStateException("Only the device syncs");
  }

  /** The same, but what asks through {@code Storage.write} is told apart by its caller. */
  static String ofCallers() {
    String site = ofCaller();
    if (!site.startsWith("Storage.write ")) {
      return site;
    }
    return StackWalker.getInstance()
        .walk(
            stack ->
                stack
                    .filter(frame -> frame.getClassName().startsWith(DEVICE))
                    .filter(frame -> !frame.getClassName().endsWith(".port.Storage"))
                    .findFirst())
        .map(frame -> text(frame) + " > " + site)
        .orElse(site);
  }

  private static String text(StackFrame frame) {
    String name = frame.getClassName();
    return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
