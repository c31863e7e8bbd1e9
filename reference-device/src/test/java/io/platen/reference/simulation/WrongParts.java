package io.platen.reference.simulation;

import io.platen.device.port.Scheduler;
import io.platen.device.port.SlotStorage;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.simulation.Exchange.Answer;
import io.platen.reference.simulation.Exchange.Request;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Faults as an SDK may have them, each put in at one of its ports. */
final class WrongParts {
  private WrongParts() {}

  /** It says that all is on the disk before it is. */
  static final class EagerDisk implements Parts {
    @Override
    public TearingDisk disk(Power power) {
      return new Disk(power, new java.util.TreeMap<>());
    }

    private static final class Disk extends TearingDisk {
      Disk(Power power, Map<String, TornFile> files) {
        super(power, files);
      }

      @Override
      void sync(TornFile file) {
        // later
      }

      @Override
      TearingDisk made(Power next, Map<String, TornFile> files) {
        return new Disk(next, files);
      }
    }
  }

  /** It takes a report for acknowledged before there is an answer. */
  static final class HastyAcknowledgement implements Parts {
    @Override
    public Wire.Carrier carrier(Wire.Carrier network) {
      return request -> {
        try {
          return network.exchange(request);
        } catch (SocketTimeoutException e) {
          if (request.path().endsWith("/reports")) {
            return receipt(request);
          }
          throw e;
        }
      };
    }

    private static Answer receipt(Request request) {
      try {
        Report report = ReportCodec.read(BoundedGzip.inflate(request.body(), 1 << 20));
        Receipt receipt = new Receipt(report.device(), report.epoch(), report.sequence());
        return Answer.ok(Answer.XML, ReceiptCodec.write(receipt));
      } catch (ProtocolException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** It draws no delays: all of a fleet do the same at the same time. */
  static final class NoJitter implements Parts {
    @Override
    public Draw draw(Draw right) {
      return new Still(right.nextLong());
    }

    private static final class Still extends Draw {
      private static final long serialVersionUID = 1L;

      Still(long seed) {
        super(seed);
      }

      @Override
      public long nextLong(long bound) {
        return 0;
      }
    }
  }

  /** Its requests for the next certificate never go out. */
  static final class NoRenewal implements Parts {
    @Override
    public Wire.Carrier carrier(Wire.Carrier network) {
      return request -> {
        if (request.path().endsWith("/simplereenroll")) {
          throw new IOException("Not yet");
        }
        return network.exchange(request);
      };
    }
  }

  /** It starts what was not asked onto its flash. */
  static final class EagerSlots implements Parts {
    @Override
    public SlotStorage.Slot slot(SlotStorage.Slot right) {
      return new SlotStorage.Slot() {
        @Override
        public long size() throws IOException {
          return right.size();
        }

        @Override
        public void read(long at, byte[] into, int offset, int length) throws IOException {
          right.read(at, into, offset, length);
        }

        @Override
        public void write(long at, byte[] from, int offset, int length) throws IOException {
          right.write(at, from, offset, length);
        }

        @Override
        public void sync() {
          // later
        }

        @Override
        public void close() throws IOException {
          right.close();
        }
      };
    }
  }

  /** One in ten pieces of work that are far off is forgotten. */
  static final class ForgetfulScheduler implements Parts {
    private static final Duration FAR = Duration.ofMinutes(20);

    @Override
    public Scheduler scheduler(Scheduler right) {
      return new Forgetful(right);
    }

    private record Forgetful(Scheduler right) implements Scheduler {
      @Override
      public Duration elapsed() {
        return right.elapsed();
      }

      @Override
      public Task after(Duration delay, Runnable work) {
        boolean forgets = delay.compareTo(FAR) > 0 && delay.toMillis() % 10 == 0;
        return forgets ? () -> {} : right.after(delay, work);
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        right.pause(time);
      }

      @Override
      public <T> void sideBySide(List<Part<T>> parts, Consumer<T> taken)
          throws InterruptedException {
        right.sideBySide(parts, taken);
      }

      @Override
      public <T> Optional<T> within(Duration limit, Part<T> part) throws InterruptedException {
        return right.within(limit, part);
      }

      @Override
      public void close() {
        right.close();
      }
    }
  }
}
