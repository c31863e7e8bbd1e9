package io.platen.protocol.xml;

import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;

/** A bundled file for the schema compiler, which asks for DOM's interface. */
final class BundledInput implements LSInput {
  private final String name;
  private final InputStream content;

  BundledInput(String name, InputStream content) {
    this.name = name;
    this.content = content;
  }

  @Override
  public InputStream getByteStream() {
    return content;
  }

  @Override
  public String getSystemId() {
    return name;
  }

  @Override
  public @Nullable Reader getCharacterStream() {
    return null;
  }

  @Override
  public @Nullable String getStringData() {
    return null;
  }

  @Override
  public @Nullable String getPublicId() {
    return null;
  }

  @Override
  public @Nullable String getBaseURI() {
    return null;
  }

  @Override
  public @Nullable String getEncoding() {
    return null;
  }

  @Override
  public boolean getCertifiedText() {
    return false;
  }

  @Override
  public void setByteStream(InputStream stream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setCharacterStream(Reader reader) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setStringData(String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setSystemId(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setPublicId(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setBaseURI(String uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setEncoding(String encoding) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setCertifiedText(boolean certified) {
    throw new UnsupportedOperationException();
  }
}
