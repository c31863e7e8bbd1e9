/** What all sides of the protocol share: schemas, documents as records, the hardened XML reader. */
module io.platen.protocol {
  requires transitive jakarta.xml.bind;
  requires transitive java.xml;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires org.tukaani.xz;
  requires static transitive org.jspecify;

  exports io.platen.protocol;
  exports io.platen.protocol.assignment;
  exports io.platen.protocol.codec;
  exports io.platen.protocol.command;
  exports io.platen.protocol.content;
  exports io.platen.protocol.enrolment;
  exports io.platen.protocol.heartbeat;
  exports io.platen.protocol.live;
  exports io.platen.protocol.order;
  exports io.platen.protocol.local;
  exports io.platen.protocol.printer;
  exports io.platen.protocol.problem;
  exports io.platen.protocol.profile;
  exports io.platen.protocol.publish;
  exports io.platen.protocol.registry;
  exports io.platen.protocol.release;
  exports io.platen.protocol.report;
  exports io.platen.protocol.seal;
  exports io.platen.protocol.sync;
  exports io.platen.protocol.update;
  exports io.platen.protocol.xml;

  opens io.platen.protocol.binding to
      jakarta.xml.bind;
  opens io.platen.protocol.binding.problem to
      jakarta.xml.bind;
  opens io.platen.protocol.binding.update to
      jakarta.xml.bind;
}
