package io.platen.protocol.codec;

import io.platen.protocol.binding.RunningComponentXml;
import io.platen.protocol.binding.UpdateAttemptXml;
import io.platen.protocol.binding.UpdateResultXml;
import io.platen.protocol.binding.UpdateStateXml;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.UpdateState;
import org.jspecify.annotations.Nullable;

/** How a device's updates are, in its report. */
final class UpdateStateMapper {
  private UpdateStateMapper() {}

  static @Nullable UpdateState read(@Nullable UpdateStateXml xml) {
    return xml == null
        ? null
        : new UpdateState(
            xml.getRepository(),
            xml.getHardware(),
            xml.getRevision(),
            xml.getComponent().stream().map(UpdateStateMapper::component).toList(),
            attempt(xml.getAttempt()),
            result(xml.getResult()));
  }

  private static UpdateState.Component component(RunningComponentXml xml) {
    return new UpdateState.Component(
        name(xml.getName()),
        xml.getVersion(),
        xml.getCounter(),
        xml.getSha256(),
        xml.getSlot().charAt(0));
  }

  private static UpdateState.@Nullable Attempt attempt(@Nullable UpdateAttemptXml xml) {
    return xml == null
        ? null
        : new UpdateState.Attempt(
            xml.getRelease(),
            Names.constant(UpdateState.Stage.class, xml.getStage()),
            xml.getComponent() == null ? null : name(xml.getComponent()),
            xml.getDone(),
            xml.getOf(),
            xml.getWaits());
  }

  private static UpdateState.@Nullable Result result(@Nullable UpdateResultXml xml) {
    return xml == null
        ? null
        : new UpdateState.Result(
            xml.getRelease(),
            Names.constant(UpdateState.Outcome.class, xml.getOutcome()),
            xml.getReason(),
            xml.getAt());
  }

  private static ComponentName name(String token) {
    return ComponentName.of(token).orElseThrow();
  }

  static @Nullable UpdateStateXml write(@Nullable UpdateState state) {
    if (state == null) {
      return null;
    }
    UpdateStateXml xml = new UpdateStateXml();
    xml.setRepository(state.repository());
    xml.setHardware(state.hardware());
    xml.setRevision(state.revision());
    state.components().forEach(each -> xml.getComponent().add(write(each)));
    xml.setAttempt(write(state.attempt()));
    xml.setResult(write(state.result()));
    return xml;
  }

  private static RunningComponentXml write(UpdateState.Component component) {
    RunningComponentXml xml = new RunningComponentXml();
    xml.setName(component.name().token());
    xml.setVersion(Texts.fit(component.version()));
    xml.setCounter(component.counter());
    xml.setSha256(component.sha256());
    xml.setSlot(String.valueOf(component.slot()));
    return xml;
  }

  private static @Nullable UpdateAttemptXml write(UpdateState.@Nullable Attempt attempt) {
    if (attempt == null) {
      return null;
    }
    UpdateAttemptXml xml = new UpdateAttemptXml();
    xml.setRelease(attempt.release());
    xml.setStage(Names.wire(attempt.stage()));
    xml.setComponent(attempt.component() == null ? null : attempt.component().token());
    xml.setDone(attempt.done());
    xml.setOf(attempt.of());
    xml.setWaits(attempt.waits());
    return xml;
  }

  private static @Nullable UpdateResultXml write(UpdateState.@Nullable Result result) {
    if (result == null) {
      return null;
    }
    UpdateResultXml xml = new UpdateResultXml();
    xml.setRelease(result.release());
    xml.setOutcome(Names.wire(result.outcome()));
    xml.setReason(Texts.fitLong(result.reason()));
    xml.setAt(result.at());
    return xml;
  }
}
