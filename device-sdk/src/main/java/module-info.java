/** The device: finds printers, reads them, and reports what it read. */
module io.platen.device {
  requires transitive io.platen.protocol;
  requires com.h2database.mvstore;
  requires jakarta.ws.rs;
  requires transitive jersey.client;
  requires jersey.apache5.connector;
  requires jersey.common;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires static org.dnsjava;
  requires org.snmp4j;
  requires static transitive org.jspecify;

  exports io.platen.device;
  exports io.platen.device.discovery;
  exports io.platen.device.heartbeat;
  exports io.platen.device.local;
  exports io.platen.device.port;
  exports io.platen.device.printer;
  exports io.platen.device.printer.cpca;
  exports io.platen.device.printer.ipp;
  exports io.platen.device.printer.local;
  exports io.platen.device.printer.pjl;
  exports io.platen.device.printer.profile;
  exports io.platen.device.printer.snmp;
  exports io.platen.device.printer.web;
  exports io.platen.device.update;
}
