package io.platen.server.listener;

/** Where the pool behind {@code jdbc/platen} connects to. */
public record DatabasePool(String url, String user, String password, int size) {}
