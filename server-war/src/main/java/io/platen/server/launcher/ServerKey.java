package io.platen.server.launcher;

import io.platen.server.listener.DeviceTls;
import io.platen.server.listener.ForwardedHeader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every configuration key of the server: the only list, from which the reference page is made. */
public enum ServerKey {
  DATA(
      "platen.data",
      Type.FOLDER,
      "platen-data",
      "Folder of everything that the server keeps: keys, the embedded database, run-time files."),
  LISTEN_ADDRESS(
      "platen.listen.address",
      Type.ADDRESS,
      "127.0.0.1",
      "Address on which all listeners answer; 0.0.0.0 opens them to the network."),
  DEVICE_PORT(
      "platen.device.port",
      Type.PORT,
      "8443",
      "Port of the update and download hosts: TLS 1.3, client certificate needed. 0 picks a free"
          + " port."),
  DEVICE_TLS12(
      DeviceTls.KEY,
      Type.SWITCH,
      "off",
      "Whether that port takes TLS 1.2 too, for devices that cannot do better; in it their"
          + " certificates cross the network in clear. Only with ECDHE and AES-GCM, extended master"
          + " secret and no renegotiation; what the server itself connects to by TLS 1.2 then needs"
          + " the extended master secret, too. No other port ever takes it."),
  CONSOLE_PORT(
      "platen.console.port",
      Type.PORT,
      "8444",
      "Port of the console, the REST API, health and metrics. 0 picks a free port."),
  ENROLMENT_PORT(
      "platen.enrolment.port",
      Type.PORT,
      "8445",
      "Port of enrolment and diagnosis: a client certificate is asked for, not needed. 0 picks a"
          + " free port."),
  CRL_PORT(
      "platen.crl.port",
      Type.PORT,
      "8446",
      "Port where the revocation list of the server's own authority is to be had, /pki/servers.crl,"
          + " by plain HTTP. Not opened with platen.tls.certificate. 0 picks a free port, and with"
          + " it another certificate at each start."),
  CRL_URL(
      "platen.crl.url",
      Type.HTTP_URL,
      "",
      "http URL at which others reach that list, such as a proxy's; part of the certificate that"
          + " the server makes itself. Empty: platen.public.host and that port."),
  PUBLIC_HOST(
      "platen.public.host",
      Type.HOST,
      "localhost",
      "Host name by which devices and people reach the server; part of the certificate that it"
          + " makes itself."),
  UPDATE_HOSTS(
      "platen.update.hosts",
      Type.HOST_URLS,
      "",
      "One or two https URLs with a comma between them, the preferred first, where devices are told"
          + " to send. Empty: devices stay with the hosts that they were given."),
  DOWNLOAD_HOSTS(
      "platen.download.hosts",
      Type.HOST_URLS,
      "",
      "The same for what devices fetch. Either both keys are set or none."),
  DB_URL(
      "platen.db.url",
      Type.JDBC_URL,
      "",
      "JDBC URL of a PostgreSQL database, such as jdbc:postgresql://db.example.org/platen. Empty:"
          + " the server starts an embedded PostgreSQL in the data folder."),
  DB_USER("platen.db.user", Type.TEXT, "", "User of that database."),
  DB_PASSWORD(
      "platen.db.password",
      Type.SECRET,
      "",
      "Password of that user. Give it by environment or file: a command line is visible to"
          + " others."),
  DB_POOL_SIZE(
      "platen.db.pool.size",
      Type.COUNT,
      "32",
      "Most connections that one server keeps to the database."),
  DB_EMBEDDED_PORT(
      "platen.db.embedded.port",
      Type.PORT,
      "0",
      "Port of the embedded PostgreSQL, on 127.0.0.1 only. 0 picks a free port."),
  TLS_CERTIFICATE(
      "platen.tls.certificate",
      Type.FILE,
      "",
      "PEM file: the server's certificate, then those between it and its authority. Empty: the"
          + " server makes an authority and a certificate of its own in the data folder, tls/."),
  TLS_KEY(
      "platen.tls.key",
      Type.FILE,
      "",
      "PEM file: the private key of that certificate, PKCS#8, not encrypted."),
  TLS_AUTHORITIES(
      "platen.tls.authorities",
      Type.FILE,
      "",
      "PEM file: authorities that devices are told to trust for the server's certificate, beside"
          + " those in platen.tls.certificate: the root that is not in there, and the next one before"
          + " the certificate comes from it. Empty: none; those that the server made are told anyway."),
  TLS_DEVICE_AUTHORITIES(
      "platen.tls.device.authorities",
      Type.FILE,
      "",
      "PEM file: the authorities whose certificates devices may show for everything, beside the"
          + " authority of enrolment. Empty: tls/device-authorities.pem in the data folder where"
          + " that file is there, else none."),
  TLS_DEVICE_CRL(
      "platen.tls.device.crl",
      Type.FILE,
      "",
      "PEM file: revocation lists of those authorities and of makers. A certificate that they name"
          + " is refused; a changed file counts with the next request, for live channels within"
          + " 15 s. Empty: none."),
  ENROLMENT_CERTIFICATE(
      "platen.enrolment.authority.certificate",
      Type.FILE,
      "",
      "PEM file: the certificate of the authority (P-256) that gives devices theirs; behind"
          + " it those before, as long as certificates of theirs are in use. Empty: the server makes"
          + " one at first start, tls/enrolment-authority.pem in the data folder."),
  ENROLMENT_KEY(
      "platen.enrolment.authority.key",
      Type.FILE,
      "",
      "PEM file: the private key of that authority, PKCS#8, plain or encrypted under the server's"
          + " secret."),
  ENROLMENT_FACTORY(
      "platen.enrolment.factory.authorities",
      Type.FILE,
      "",
      "PEM file: authorities of makers whose factory certificates devices may show for enrolment,"
          + " and for nothing else. Empty: none."),
  PROXY_CERTIFICATES(
      "platen.proxy.certificates",
      Type.FILE,
      "",
      "PEM file: the certificates, each one's own and no authority's, of reverse proxies that may"
          + " pass a device's certificate on in the header Client-Cert (RFC 9440). They show them"
          + " when they connect. Empty: nobody may, and the header is not looked at."),
  PROXY_HEADER(
      ForwardedHeader.KEY,
      Type.FORWARDED,
      "",
      "Header in which proxies say where a request came from, X-Forwarded-For or Forwarded (RFC"
          + " 7239): wrong codes and passwords are counted for the address in its last entry, and"
          + " people are shown it. Only for proxies that write it themselves, since a client may"
          + " send it too; believed of those listed, and of nobody else. Empty: none, and all who"
          + " come through a proxy count as one."),
  PROXY_ADDRESSES(
      "platen.proxy.addresses",
      Type.ADDRESSES,
      "",
      "IP addresses, with commas between, of proxies before the console whose header counts; those"
          + " before devices and enrolment are known by platen.proxy.certificates. Empty: none."),
  SECRET_FILE(
      "platen.secret.file",
      Type.FILE,
      "",
      "File with the secret under which the authority's key and those of webhooks are encrypted and"
          + " activation codes are hashed: one line of at least 24 characters. All servers over one database need the"
          + " same. Empty: the server makes one at first start, secret in the data folder."),
  SEALING(
      "platen.sealing",
      Type.SEALING,
      "offered",
      "Whether devices seal their reports so that only this server can read them: offered (those"
          + " that can, do), required (unsealed reports are refused) or off. The keys are made in"
          + " the data folder, sealing/, encrypted under its secret (platen.secret.file); they need the server's"
          + " own authority (see platen.tls.certificate)."),
  HEARTBEAT_ZONE(
      "platen.heartbeat.zone",
      Type.HOST,
      "",
      "Domain name whose name server this server is, to hear devices' heartbeats by DNS, such as"
          + " hb.example.org; its parent zone must point to platen.public.host. Empty: none are"
          + " heard."),
  HEARTBEAT_PORT(
      "platen.heartbeat.port",
      Type.PORT,
      "8053",
      "Port of that name server, UDP and TCP. The world asks at 53: listen there, or pass it on."
          + " 0 picks a free port."),
  OBJECTS(
      "platen.objects",
      Type.FOLDER,
      "",
      "Folder of what devices fetch for updates: packs, chunk lists, release documents. All servers"
          + " over one database need the same. Empty: objects in the data folder."),
  OBJECTS_QUOTA(
      "platen.objects.quota",
      Type.COUNT,
      "20000",
      "Most megabytes (of 1,000,000 bytes) in that folder; what goes above is refused."),
  OBJECTS_GRACE(
      "platen.objects.grace",
      Type.COUNT,
      "7",
      "Days for which an object must not have been named by any published metadata, until it is"
          + " removed from that folder: those of withdrawn releases, and uploads that were never"
          + " published."),
  OBJECTS_MIRRORS(
      "platen.objects.mirrors",
      Type.HOST_URLS,
      "",
      "One or two https URLs with a comma between them, the preferred first, of hosts that have the"
          + " objects too, such as a CDN or a mirror in the customer's network: assignments name"
          + " them, devices fetch there first, and from the download hosts what these give wrongly"
          + " or not at all. Empty: none."),
  TRANSFERS(
      "platen.transfers",
      Type.COUNT,
      "64",
      "Most objects that devices fetch from one server at a time; others are told to come again. So"
          + " many threads send them, and so many and one for each of platen.db.pool.size"
          + " answer devices."),
  PAIRS_MINUTES(
      "platen.pairs.minutes",
      Type.COUNT,
      "20",
      "Minutes of CPU in an hour that one server spends on pair packs, by which devices fetch several"
          + " times less. One that is begun is finished."),
  MAIL_HOST(
      "platen.mail.host",
      Type.HOST,
      "",
      "SMTP server by which notices go out as e-mail. Empty: none go, and wait for a day."),
  MAIL_PORT("platen.mail.port", Type.PORT, "587", "Port of that server."),
  MAIL_SECURITY(
      "platen.mail.security",
      Type.MAIL_SECURITY,
      "starttls",
      "How the way to it is closed: starttls (and nothing without it), tls (from the first byte,"
          + " mostly at port 465) or none (for a server on the same machine)."),
  MAIL_FROM(
      "platen.mail.from",
      Type.MAIL_ADDRESS,
      "",
      "Address that notices come from, such as platen@example.org. Empty: platen at"
          + " platen.public.host."),
  MAIL_USER(
      "platen.mail.user",
      Type.TEXT,
      "",
      "User at that server. Empty: it wants no user to say who it is."),
  MAIL_PASSWORD_FILE(
      "platen.mail.password.file",
      Type.FILE,
      "",
      "File with that user's password, one line; read with each notice, so a changed one counts at"
          + " once."),
  MAIL_AUTHORITIES(
      "platen.mail.authorities",
      Type.FILE,
      "",
      "PEM file: the authorities to trust for that server's certificate, and no others. Empty:"
          + " those that Java trusts."),
  WEBHOOK_ALLOWED(
      "platen.webhook.allowed",
      Type.TARGETS,
      "",
      "Where webhooks may go beside the public internet: host names, addresses and networks with"
          + " commas between, such as hooks.example.org,10.1.0.0/16; there by http too. Empty: to"
          + " no private, loopback or link-local address."),
  DEVICE_BODY_LIMIT(
      "platen.device.body.limit",
      Type.COUNT,
      "2147483647",
      "Largest announced body in bytes that reaches the server's own limit, which refuses it with"
          + " a reason and unread; above it, the container refuses without one.");

  /** What a value may be. */
  enum Type {
    TEXT("text"),
    SECRET("secret"),
    FOLDER("folder"),
    FILE("file"),
    PORT("port, 0 to 65535"),
    COUNT("whole number above 0"),
    ADDRESS("IP address"),
    ADDRESSES("IP addresses"),
    FORWARDED("X-Forwarded-For or Forwarded"),
    HOST("host name"),
    HTTP_URL("http URL"),
    HOST_URLS("one or two https URLs"),
    JDBC_URL("JDBC URL"),
    SWITCH("on or off"),
    MAIL_ADDRESS("e-mail address"),
    MAIL_SECURITY("starttls, tls or none"),
    TARGETS("hosts, addresses and networks"),
    SEALING("off, offered or required");

    private final String title;

    Type(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final String key;
  private final Type type;
  private final String defaultValue;
  private final String description;

  ServerKey(String key, Type type, String defaultValue, String description) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  static Optional<ServerKey> find(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /** The name in files and system properties. */
  public String key() {
    return key;
  }

  /** The name in the environment, as MicroProfile Config maps it. */
  public String variable() {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  Type type() {
    return type;
  }

  String defaultValue() {
    return defaultValue;
  }

  String description() {
    return description;
  }

  boolean isSecret() {
    return type == Type.SECRET;
  }
}
