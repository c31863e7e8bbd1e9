package io.platen.protocol.codec;

import io.platen.protocol.binding.EmptyXml;
import io.platen.protocol.binding.MeasuredXml;
import io.platen.protocol.binding.SupplyXml;
import io.platen.protocol.binding.TrayXml;
import io.platen.protocol.printer.SupplyLevel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** [PLT-RPT-020] A level is one of four; the schema's choice lets exactly one through. */
final class LevelMapper {
  private LevelMapper() {}

  static SupplyLevel read(SupplyXml xml) {
    return read(xml.getMeasured(), xml.getSomeRemaining(), xml.getUnlimited());
  }

  static SupplyLevel read(TrayXml xml) {
    return read(xml.getMeasured(), xml.getSomeRemaining(), xml.getUnlimited());
  }

  private static SupplyLevel read(
      @Nullable MeasuredXml measured, @Nullable EmptyXml some, @Nullable EmptyXml unlimited) {
    if (measured != null) {
      return new SupplyLevel.Measured(
          measured.getAmount(), measured.getCapacity(), measured.getUnit());
    }
    if (some != null) {
      return new SupplyLevel.SomeRemaining();
    }
    return unlimited != null ? new SupplyLevel.Unlimited() : new SupplyLevel.Unknown();
  }

  static void write(SupplyLevel level, SupplyXml xml) {
    level.match(
        new Writing(xml::setMeasured, xml::setSomeRemaining, xml::setUnknown, xml::setUnlimited));
  }

  static void write(SupplyLevel level, TrayXml xml) {
    level.match(
        new Writing(xml::setMeasured, xml::setSomeRemaining, xml::setUnknown, xml::setUnlimited));
  }

  /** Sets the one of four elements that holds. */
  private record Writing(
      Consumer<MeasuredXml> measured,
      Consumer<EmptyXml> some,
      Consumer<EmptyXml> unknownLevel,
      Consumer<EmptyXml> unlimitedLevel)
      implements SupplyLevel.Cases<Boolean> {

    @Override
    public Boolean measured(SupplyLevel.Measured level) {
      MeasuredXml xml = new MeasuredXml();
      xml.setAmount(level.amount());
      xml.setCapacity(level.capacity());
      xml.setUnit(level.unit());
      measured.accept(xml);
      return true;
    }

    @Override
    public Boolean someRemaining() {
      some.accept(new EmptyXml());
      return true;
    }

    @Override
    public Boolean unknown() {
      unknownLevel.accept(new EmptyXml());
      return true;
    }

    @Override
    public Boolean unlimited() {
      unlimitedLevel.accept(new EmptyXml());
      return true;
    }
  }
}
