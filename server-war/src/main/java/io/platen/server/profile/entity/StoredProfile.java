package io.platen.server.profile.entity;

import io.platen.protocol.profile.PrinterProfile;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One edition of a printer profile; its document is kept to the byte. */
@Entity
@Table(name = "printer_profile")
@SuppressWarnings("NullAway.Init")
public class StoredProfile {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "platen")
  @SequenceGenerator(name = "platen", sequenceName = "platen_seq", allocationSize = 50)
  private long id;

  private long tenant;
  private String name;
  private int version;
  private @Nullable String maker;
  private String sha256;
  private int length;
  private byte[] document;
  private Instant uploaded;

  @Column(name = "uploaded_by")
  private String uploadedBy;

  private @Nullable Instant withdrawn;

  protected StoredProfile() {}

  /**
   * @param document what the profile was read from
   */
  public StoredProfile(
      long tenant, PrinterProfile profile, byte[] document, String by, Instant now) {
    this.tenant = tenant;
    this.name = profile.id();
    this.version = profile.version();
    this.maker = profile.maker();
    this.sha256 = sha256(document);
    this.length = document.length;
    this.document = document.clone();
    this.uploaded = now;
    this.uploadedBy = by;
  }

  private static String sha256(byte[] document) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** From now on devices are not told of it. */
  public void withdraw(Instant now) {
    withdrawn = now;
  }

  /** Devices are told of it again. */
  public void restore(String by, Instant now) {
    withdrawn = null;
    uploaded = now;
    uploadedBy = by;
  }

  public boolean isWithdrawn() {
    return withdrawn != null;
  }

  public long tenant() {
    return tenant;
  }

  /** The profile's id. */
  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  public @Nullable String maker() {
    return maker;
  }

  public String sha256() {
    return sha256;
  }

  public int length() {
    return length;
  }

  public byte[] document() {
    return document.clone();
  }

  public Instant uploaded() {
    return uploaded;
  }

  public String uploadedBy() {
    return uploadedBy;
  }
}
