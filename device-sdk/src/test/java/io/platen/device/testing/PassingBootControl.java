package io.platen.device.testing;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.util.Set;

/** Passes all on to another boot control but that what runs has started: a test takes that. */
public abstract class PassingBootControl implements BootControl {
  private final BootControl boot;

  protected PassingBootControl(BootControl boot) {
    this.boot = boot;
  }

  @Override
  public Set<ComponentName> components() {
    return boot.components();
  }

  @Override
  public State read() throws IOException {
    return boot.read();
  }

  @Override
  public void arm(SlotName slot, String trial) throws IOException {
    boot.arm(slot, trial);
  }

  @Override
  public void confirm() throws IOException {
    boot.confirm();
  }

  @Override
  public void giveUp() throws IOException {
    boot.giveUp();
  }

  @Override
  public void clear() throws IOException {
    boot.clear();
  }

  @Override
  public abstract void started() throws IOException;
}
