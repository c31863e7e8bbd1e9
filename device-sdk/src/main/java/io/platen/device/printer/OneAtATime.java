package io.platen.device.printer;

import io.platen.protocol.printer.PrinterFacts;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Keeps the promise of {@link PrinterReader} that one printer is asked by one thread at a time,
 * where a cycle and traps have it read. Two printers may wait for each other by chance.
 */
public final class OneAtATime implements PrinterReader {
  private static final int LOCKS = 64;

  private final PrinterReader reader;
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  public OneAtATime(PrinterReader reader) {
    this.reader = reader;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) throws InterruptedException {
    return inTurn(target, () -> reader.read(target));
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    return inTurn(target, () -> reader.read(target, known));
  }

  @Override
  public PrinterSnapshot readConditions(PrinterTarget target) throws InterruptedException {
    return inTurn(target, () -> reader.readConditions(target));
  }

  private PrinterSnapshot inTurn(PrinterTarget target, Reading reading)
      throws InterruptedException {
    ReentrantLock lock = locks.get(Math.floorMod(target.hashCode(), LOCKS));
    lock.lockInterruptibly();
    try {
      return reading.read();
    } finally {
      lock.unlock();
    }
  }

  private interface Reading {
    PrinterSnapshot read() throws InterruptedException;
  }
}
