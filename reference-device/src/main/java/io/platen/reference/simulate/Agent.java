package io.platen.reference.simulate;

import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Answers one request for one printer: v1 by RFC 1157 section 4.1, v2c by RFC 3416 section 4.2,
 * both side by side by RFC 3584. Empty where an agent stays silent.
 */
final class Agent {
  private final Behaviour behaviour;
  private final Objects objects;

  Agent(Behaviour behaviour, Objects objects) {
    this.behaviour = behaviour;
    this.objects = objects;
  }

  Optional<Message> answer(Message request) {
    if (request.version() == Message.V2C && behaviour.v1Only()) {
      return Optional.empty();
    }
    PDU pdu = request.pdu();
    return switch (pdu.getType()) {
      case PDU.GET, PDU.GETNEXT -> Optional.of(single(request));
      case PDU.GETBULK ->
          request.version() == Message.V1 || !behaviour.bulk()
              ? Optional.empty()
              : Optional.of(bulk(request));
      case PDU.SET ->
          Optional.of(
              error(
                  request, request.version() == Message.V1 ? PDU.noSuchName : PDU.notWritable, 1));
      default -> Optional.empty();
    };
  }

  private Message single(Message request) {
    Message answer = request.answer();
    List<? extends VariableBinding> asked = request.pdu().getVariableBindings();
    for (int i = 0; i < asked.size(); i++) {
      VariableBinding found =
          request.pdu().getType() == PDU.GET
              ? get(request.version(), asked.get(i).getOid())
              : next(request.version(), asked.get(i).getOid());
      if (request.version() == Message.V1 && found.isException()) {
        return error(request, PDU.noSuchName, i + 1);
      }
      answer.pdu().add(found);
    }
    return answer.size() > behaviour.maxSize() ? tooBig(request) : answer;
  }

  private Message bulk(Message request) {
    Message answer = request.answer();
    List<? extends VariableBinding> asked = request.pdu().getVariableBindings();
    int single = Math.min(Math.max(request.pdu().getNonRepeaters(), 0), asked.size());
    for (VariableBinding one : asked.subList(0, single)) {
      answer.pdu().add(next(Message.V2C, one.getOid()));
    }
    List<OID> last =
        asked.subList(single, asked.size()).stream().map(VariableBinding::getOid).toList();
    boolean more = !last.isEmpty();
    for (int i = 0; i < request.pdu().getMaxRepetitions() && more; i++) {
      List<VariableBinding> row = last.stream().map(oid -> next(Message.V2C, oid)).toList();
      row.forEach(answer.pdu()::add);
      last = row.stream().map(VariableBinding::getOid).toList();
      more =
          row.stream().anyMatch(found -> !found.isException())
              && answer.size() <= behaviour.maxSize();
    }
    return fitted(request, answer);
  }

  /** RFC 3416 section 4.2.3: an answer to GETBULK that does not fit gets shorter. */
  private Message fitted(Message request, Message answer) {
    if (behaviour.bulkTooBig() && answer.size() > behaviour.maxSize()) {
      return tooBig(request);
    }
    while (answer.size() > behaviour.maxSize() && answer.pdu().size() > 1) {
      answer.pdu().remove(answer.pdu().size() - 1);
    }
    return answer.size() > behaviour.maxSize() ? tooBig(request) : answer;
  }

  private VariableBinding get(int version, OID oid) {
    Optional<Variable> found = objects.find(oid).filter(value -> isKnown(version, value));
    return new VariableBinding(oid, found.orElse(Null.noSuchInstance));
  }

  private VariableBinding next(int version, OID oid) {
    if (oid.equals(behaviour.loop())) {
      return get(version, oid);
    }
    Optional<VariableBinding> found = objects.findNext(oid);
    while (found.isPresent() && !isKnown(version, found.get().getVariable())) {
      found = objects.findNext(found.get().getOid());
    }
    return found.orElse(new VariableBinding(oid, Null.endOfMibView));
  }

  /** RFC 3584 section 4.2.2.1: a Counter64 does not exist in v1. */
  private static boolean isKnown(int version, Variable value) {
    return version != Message.V1 || !(value instanceof Counter64);
  }

  /** RFC 3416 section 4.2.1: without variables in v2c; in v1 with those of the request. */
  private static Message tooBig(Message request) {
    return request.version() == Message.V1
        ? error(request, PDU.tooBig, 0)
        : withStatus(request.answer(), PDU.tooBig, 0);
  }

  private static Message error(Message request, int status, int index) {
    Message answer = withStatus(request.answer(), status, index);
    request.pdu().getVariableBindings().forEach(answer.pdu()::add);
    return answer;
  }

  private static Message withStatus(Message answer, int status, int index) {
    answer.pdu().setErrorStatus(status);
    answer.pdu().setErrorIndex(index);
    return answer;
  }
}
