package io.platen.server.console.view;

/** Names of files to addresses that never change their content. */
public interface Assets {
  String href(String name);
}
